//! The report for people.

use std::collections::HashMap;
use std::io::{self, Write};

use meterstick::exposition::Verdict;
use meterstick::rules::Severity;

use super::{Finding, Report, severity};
use crate::progress::count;
use crate::style;

/// How many findings are told one by one; a screen holds no more, and the other forms have them all.
const TOLD: usize = 200;

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    // What is worse comes last, where somebody at a terminal sees it first.
    let mut findings = put_together(&report.findings);
    findings.sort_by_key(|(finding, _)| finding.of_rule.severity);
    let left_out = findings.len().saturating_sub(TOLD);
    if left_out > 0 {
        writeln!(out, "{} are not shown; `--output json` has all\n", count(left_out, "finding"))?;
    }
    for (finding, again) in &findings[left_out..] {
        write_finding(out, finding, *again)?;
    }
    for input in &report.inputs {
        let place = style::PLACE;
        writeln!(out, "{place}{}{place:#}: {}, {}", input.name, input.format, input.content)?;
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
    write_settings(out, report)?;
    write_contract(out, report)?;
    let number_of =
        |severity| findings.iter().filter(|(finding, _)| finding.of_rule.severity == severity).count();
    let (errors, warnings, infos) =
        (number_of(Severity::Error), number_of(Severity::Warning), number_of(Severity::Info));
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
        writeln!(out, "{warning}settings{warning:#}: {idle}")?;
    }
    if report.known_before > 0 {
        writeln!(out, "baseline: {} known", count(report.known_before, "finding"))?;
    }
    for gone in &report.gone {
        writeln!(out, "{warning}baseline{warning:#}: {gone} is found no more and can go")?;
    }
    Ok(())
}

fn write_contract(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let Some(contract) = &report.contract else { return Ok(()) };
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
    Ok(())
}

/// The findings, each with how many later exchanges say the very same: what is wrong in every look is told once.
fn put_together(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut told: Vec<(&Finding, usize)> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for finding in findings {
        let (of_rule, place) = (&finding.of_rule, &finding.of_rule.place);
        let what = (
            &finding.input,
            of_rule.rule.id,
            of_rule.severity,
            &of_rule.message,
            &place.family,
            &place.series,
        );
        match known.get(&what) {
            Some(&at) if told[at].0.of_rule.place.exchange != place.exchange => told[at].1 += 1,
            _ => {
                known.insert(what, told.len());
                told.push((finding, 0));
            }
        }
    }
    told
}

fn write_finding(out: &mut impl Write, finding: &Finding, again: usize) -> io::Result<()> {
    let of_rule = &finding.of_rule;
    let style = style_of(of_rule.severity);
    writeln!(out, "{style}{}[{}]{style:#}: {}", of_rule.severity, of_rule.rule.id, of_rule.message)?;
    let place = style::PLACE;
    write!(out, "  {place}-->{place:#} {}", finding.spot())?;
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
    if again > 0 {
        note("note", &format!("the same in {}", count(again, "later exchange")))?;
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
