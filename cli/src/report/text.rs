//! The report for people.

use std::io::{self, Write};

use meterstick::exposition::Verdict;
use meterstick::rules::Severity;

use super::{Finding, Report, severity};
use crate::progress::count;
use crate::style::{self, shown};

/// How many findings are told one by one; a screen holds no more, and the other forms have them all.
const TOLD: usize = 200;

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    // What is worse comes last, where somebody at a terminal sees it first.
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| finding.of_rule.severity);
    let left_out = findings.len().saturating_sub(TOLD);
    if left_out > 0 {
        writeln!(out, "{} are not shown; `--output json` has all\n", count(left_out, "finding"))?;
    }
    for finding in &findings[left_out..] {
        write_finding(out, finding)?;
    }
    for input in &report.inputs {
        let place = style::PLACE;
        writeln!(out, "{place}{}{place:#}: {}, {}", shown(&input.name), input.format, input.content)?;
        for (by, verdict) in &input.verdicts {
            match verdict {
                Verdict::Accepted => {
                    let good = style::GOOD;
                    writeln!(out, "  {by} {good}takes{good:#} the scrape")?;
                }
                Verdict::Partly { why, line } => {
                    let bad = style::ERROR;
                    writeln!(
                        out,
                        "  {by} {bad}stops reading{bad:#} in the middle: line {line}: {}",
                        shown(why)
                    )?;
                }
                Verdict::Refused { why, line } => {
                    let bad = style::ERROR;
                    let line = if *line > 0 { format!("line {line}: ") } else { String::new() };
                    writeln!(out, "  {by} {bad}refuses{bad:#} the whole scrape: {line}{}", shown(why))?;
                }
            }
        }
    }
    write_settings(out, report)?;
    write_contract(out, report)?;
    let (errors, warnings, infos) = (
        report.number_of(Severity::Error),
        report.number_of(Severity::Warning),
        report.number_of(Severity::Info),
    );
    if errors + warnings + infos > 0 {
        let (error, warning) = (style::ERROR, style::WARNING);
        write!(
            out,
            "{error}{}{error:#}, {warning}{}{warning:#}",
            count(errors, "error"),
            count(warnings, "warning")
        )?;
        writeln!(out, ", {infos} worth knowing; `meterstick explain RULE` tells why")?;
    }
    Ok(())
}

fn write_settings(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let warning = style::WARNING;
    for idle in &report.idle {
        writeln!(out, "{warning}settings{warning:#}: {}", shown(&idle.to_string()))?;
    }
    if report.known_before > 0 {
        writeln!(out, "baseline: {} known", count(report.known_before, "finding"))?;
    }
    for gone in &report.gone {
        writeln!(out, "{warning}baseline{warning:#}: {} is found no more and can go", shown(gone))?;
    }
    Ok(())
}

fn write_contract(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let Some(contract) = &report.contract else { return Ok(()) };
    let (place, file) = (style::PLACE, shown(&contract.file));
    if contract.drift.is_empty() && contract.violations.is_empty() {
        let good = style::GOOD;
        writeln!(out, "contract {place}{file}{place:#}: {good}kept{good:#}")?;
    } else {
        writeln!(out, "contract {place}{file}{place:#}:")?;
    }
    for violation in &contract.violations {
        let bad = style::ERROR;
        writeln!(out, "  {bad}violation{bad:#}  {}", shown(&violation.to_string()))?;
    }
    for change in contract.drift.changes() {
        let style = style_of(severity(change.class));
        let class = change.class;
        writeln!(out, "  {style}{class:<9}{style:#}  [{}] {}", change.world, shown(&change.what))?;
        writeln!(out, "             hurt: {}", shown(change.harm))?;
    }
    Ok(())
}

fn write_finding(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let of_rule = &finding.of_rule;
    let style = style_of(of_rule.severity);
    let message = shown(&of_rule.message);
    writeln!(out, "{style}{}[{}]{style:#}: {message}", of_rule.severity, of_rule.rule.id)?;
    let place = style::PLACE;
    write!(out, "  {place}-->{place:#} {}", shown(&finding.spot()))?;
    writeln!(out)?;
    let number = of_rule.place.line.map(|line| line.to_string()).unwrap_or_default();
    let gap = " ".repeat(number.len().max(1));
    if let Some(excerpt) = &finding.excerpt {
        writeln!(out, "{gap} {place}|{place:#}")?;
        writeln!(out, "{place}{number} |{place:#} {}", excerpt.text)?;
        let caret = "^".repeat(excerpt.width);
        writeln!(out, "{gap} {place}|{place:#} {}{style}{caret}{style:#}", " ".repeat(excerpt.before))?;
    }
    let mut note = |what: &str, text: &str| writeln!(out, "{gap} {place}={place:#} {what}: {text}");
    note("help", of_rule.rule.help)?;
    note("asked by", &format!("{} ({})", of_rule.rule.citation, of_rule.rule.level))?;
    if of_rule.more > 0 {
        note("note", &format!("{} more like this are not listed", of_rule.more))?;
    }
    if !of_rule.also_in.is_empty() {
        note("note", &format!("the same in {}", count(of_rule.also_in.len(), "later exchange")))?;
    }
    if !of_rule.related.is_empty() {
        note("related", &of_rule.related.join(", "))?;
    }
    if let Some(known) = &of_rule.known_defect {
        note("known defect", &format!("{known}, which `--accept {known}=REASON` accepts"))?;
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
