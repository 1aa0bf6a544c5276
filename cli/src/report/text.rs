//! The report for people.

use std::io::{self, Write};

use meterstick::exposition::Verdict;

use super::{Finding, Report, Severity, severity};
use crate::progress::count;
use crate::style;

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for finding in &report.findings {
        write_finding(out, finding)?;
    }
    for input in &report.inputs {
        let place = style::PLACE;
        write!(out, "{place}{}{place:#}: {}, {}", input.name, input.format, input.content)?;
        match input.faults {
            0 => writeln!(out)?,
            number => writeln!(out, ", {}", count(number, "fault"))?,
        }
        for (by, verdict) in &input.verdicts {
            match verdict {
                Verdict::Accepted => {
                    let good = style::GOOD;
                    writeln!(out, "  {by} {good}takes{good:#} the scrape")?;
                }
                Verdict::Partly { why, line } => {
                    let bad = style::ERROR;
                    writeln!(out, "  {by} {bad}stops reading{bad:#} in the middle: line {line}: {why}")?;
                }
                Verdict::Refused { why, line } => {
                    let bad = style::ERROR;
                    let line = if *line > 0 { format!("line {line}: ") } else { String::new() };
                    writeln!(out, "  {by} {bad}refuses{bad:#} the whole scrape: {line}{why}")?;
                }
            }
        }
    }
    if let Some(contract) = &report.contract {
        let (place, file) = (style::PLACE, &contract.file);
        if contract.drift.is_empty() && contract.violations.is_empty() {
            let good = style::GOOD;
            writeln!(out, "contract {place}{file}{place:#}: {good}kept{good:#}")?;
        } else {
            writeln!(out, "contract {place}{file}{place:#}:")?;
        }
        for violation in &contract.violations {
            let bad = style::ERROR;
            writeln!(out, "  {bad}violation{bad:#}  {violation}")?;
        }
        for change in contract.drift.changes() {
            let style = style_of(severity(change.class));
            let class = change.class;
            writeln!(out, "  {style}{class:<9}{style:#}  [{}] {}", change.world, change.what)?;
            writeln!(out, "             hurt: {}", change.harm)?;
        }
    }
    Ok(())
}

fn write_finding(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let style = style_of(finding.severity);
    writeln!(out, "{style}{}{style:#}: {}", finding.severity.name(), finding.message)?;
    let place = style::PLACE;
    let spot = &finding.place;
    write!(out, "  {place}-->{place:#} {}", spot.input)?;
    if let Some(request) = spot.request {
        write!(out, ", exchange {request}")?;
    }
    if let (Some(line), Some(column)) = (spot.line, spot.column) {
        write!(out, ":{line}:{column}")?;
    }
    if let Some(pointer) = &spot.pointer {
        write!(out, ", {pointer}")?;
    }
    writeln!(out)?;
    if let (Some(line), Some(excerpt)) = (spot.line, &finding.excerpt) {
        let number = line.to_string();
        let gap = " ".repeat(number.len());
        writeln!(out, "{gap} {place}|{place:#}")?;
        writeln!(out, "{place}{number} |{place:#} {}", excerpt.text)?;
        let caret = "^".repeat(excerpt.width);
        writeln!(out, "{gap} {place}|{place:#} {}{style}{caret}{style:#}", " ".repeat(excerpt.before))?;
    }
    writeln!(out)
}

fn style_of(severity: Severity) -> anstyle::Style {
    match severity {
        Severity::Error => style::ERROR,
        Severity::Warning => style::WARNING,
        Severity::Info => style::STRONG,
    }
}
