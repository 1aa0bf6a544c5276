//! The report as Markdown, for a comment on a pull request or the summary of a job.

use std::io::{self, Write};

use meterstick::rules::Severity;

use super::{Report, severity, verdict_in_words};
use crate::progress::count;

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let errors = report.number_of(Severity::Error);
    let warnings = report.number_of(Severity::Warning);
    let infos = report.number_of(Severity::Info);
    writeln!(out, "### meterstick\n")?;
    writeln!(out, "{}, {}, {infos} worth knowing.\n", count(errors, "error"), count(warnings, "warning"))?;
    for input in &report.inputs {
        write!(out, "- **{}**: {}, {}", escape(&input.name), input.format, escape(&input.content))?;
        for (by, verdict) in &input.verdicts {
            match verdict_in_words(verdict) {
                (word, None) => write!(out, "; {by}: {word}")?,
                (word, Some(why)) => write!(out, "; {by}: **{word}** ({})", escape(&why))?,
            }
        }
        writeln!(out)?;
    }
    if !report.findings.is_empty() {
        writeln!(out, "\n| | rule | what | where | what to do |\n|---|---|---|---|---|")?;
        let mut findings: Vec<_> = report.findings.iter().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.of_rule.severity));
        for finding in findings {
            let of_rule = &finding.of_rule;
            let more = if of_rule.more > 0 { format!(" (and {} more)", of_rule.more) } else { String::new() };
            writeln!(
                out,
                "| {} | `{}` | {}{more} | {} | {} |",
                of_rule.severity,
                of_rule.rule.id,
                escape(&of_rule.message),
                escape(&finding.spot()),
                escape(of_rule.rule.help)
            )?;
        }
    }
    if !report.idle.is_empty() || !report.gone.is_empty() || report.known_before > 0 {
        writeln!(out)?;
    }
    if report.known_before > 0 {
        writeln!(out, "- {} of the baseline", count(report.known_before, "finding"))?;
    }
    for idle in &report.idle {
        writeln!(out, "- settings: {}", escape(&idle.to_string()))?;
    }
    for gone in &report.gone {
        writeln!(out, "- baseline: {} is found no more", escape(gone))?;
    }
    if let Some(contract) = &report.contract {
        writeln!(out, "\n#### Contract {}\n", escape(&contract.file))?;
        if contract.drift.is_empty() && contract.violations.is_empty() {
            writeln!(out, "Kept.")?;
        }
        for violation in &contract.violations {
            writeln!(out, "- **violation**: {}", escape(&violation.to_string()))?;
        }
        for change in contract.drift.changes() {
            let (severity, what) = (severity(change.class), escape(&change.what));
            writeln!(
                out,
                "- **{}** ({severity}), {}: {what}. {}",
                change.class,
                change.world,
                escape(change.harm)
            )?;
        }
    }
    Ok(())
}

/// Text that means nothing to Markdown outside of the code that messages have in backticks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut in_code = false;
    // A lone backtick would make code of everything behind it.
    let pairs = text.matches('`').count() / 2 * 2;
    let mut seen = 0;
    for c in text.chars() {
        match c {
            '`' if seen < pairs => {
                seen += 1;
                in_code = !in_code;
                escaped.push(c);
            }
            '|' => escaped.push_str("\\|"),
            '\n' | '\r' => escaped.push(' '),
            '<' | '>' | '&' | '*' | '_' | '[' | ']' | '`' | '\\' | '#' | '@' if !in_code => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_means_something_is_escaped_outside_of_code() {
        assert_eq!(escape("`a_b|c` is *x*"), "`a_b\\|c` is \\*x\\*");
        assert_eq!(escape("lone ` <b>\nend"), "lone \\` \\<b\\> end");
    }
}
