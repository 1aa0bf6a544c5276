//! The report as annotations of GitHub Actions: one workflow command a finding.

use std::io::{self, Write};

use meterstick::rules::Severity;

use super::{Report, severity};

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        let of_rule = &finding.of_rule;
        let place = &of_rule.place;
        write!(out, "::{} ", command(of_rule.severity))?;
        // An annotation stands beside a line only if the input is a file of the checkout.
        write!(out, "file={}", property(&finding.input))?;
        if let Some(line) = place.line {
            write!(out, ",line={line}")?;
        }
        if let Some(column) = place.column {
            write!(out, ",col={column},endColumn={}", column + place.width.max(1))?;
        }
        write!(out, ",title={}", property(of_rule.rule.id))?;
        let place = if place.line.is_some() { String::new() } else { format!(" ({})", finding.spot()) };
        writeln!(out, "::{}", data(&format!("{}{place}\nhelp: {}", of_rule.message, of_rule.rule.help)))?;
    }
    for idle in report.idle.iter().map(ToString::to_string).chain(report.gone.iter().cloned()) {
        writeln!(out, "::warning title=settings::{}", data(&idle))?;
    }
    if let Some(contract) = &report.contract {
        let file = property(&contract.file);
        for violation in &contract.violations {
            writeln!(out, "::error file={file},title=contract::{}", data(&violation.to_string()))?;
        }
        for change in contract.drift.changes() {
            let command = command(severity(change.class));
            let text =
                data(&format!("{}: [{}] {}\nhurt: {}", change.class, change.world, change.what, change.harm));
            writeln!(out, "::{command} file={file},title=contract::{text}")?;
        }
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The text of a command, with what would end it escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
