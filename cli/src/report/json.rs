//! The report for programs; its form is described in `docs/json-report.md`.

use serde_json::{Value, json};
use std::io::{self, Write};

use meterstick::capture::StoredSample;
use meterstick::rules::{Citation, Severity};

use super::{Finding, Report, severity, verdict_in_words};

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(report))?;
    writeln!(out)
}

fn document(report: &Report) -> Value {
    let inputs: Vec<Value> = report
        .inputs
        .iter()
        .map(|input| {
            let mut prometheus = serde_json::Map::new();
            for (by, verdict) in &input.verdicts {
                let (scrape, why) = verdict_in_words(verdict);
                prometheus.insert(by.major().to_string(), json!({"scrape": scrape, "why": why}));
            }
            let prometheus = if prometheus.is_empty() { Value::Null } else { Value::Object(prometheus) };
            let mut of_input = json!({
                "name": input.name,
                "format": input.format,
                "content": input.content,
                "prometheus": prometheus,
            });
            if let Some(stored) = &input.stored {
                of_input["stored"] = stored.iter().map(of_sample).collect();
            }
            of_input
        })
        .collect();
    let findings: Vec<Value> = report.findings.iter().map(of_finding).collect();
    let mut document = json!({
        "version": 1,
        "inputs": inputs,
        "findings": findings,
        "summary": {
            "error": report.number_of(Severity::Error),
            "warning": report.number_of(Severity::Warning),
            "info": report.number_of(Severity::Info),
        },
        "settings": {
            "idle": report.idle.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "baseline": {"known": report.known_before, "gone": report.gone},
        },
    });
    if let Some(contract) = &report.contract {
        let changes: Vec<Value> = contract
            .drift
            .changes()
            .iter()
            .map(|change| {
                json!({
                    "class": change.class.to_string(),
                    "severity": severity(change.class).name(),
                    "world": change.world.to_string(),
                    "family": change.family,
                    "what": change.what,
                    "harm": change.harm,
                })
            })
            .collect();
        let violations: Vec<String> = contract.violations.iter().map(ToString::to_string).collect();
        document["contract"] = json!({"file": contract.file, "drift": changes, "violations": violations});
    }
    document
}

/// A sample with its value in words, because JSON has no numbers that are none.
fn of_sample(sample: &StoredSample) -> Value {
    let labels: serde_json::Map<_, _> =
        sample.labels.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let value = sample.value.map(|value| match value {
        f64::INFINITY => "+Inf".to_owned(),
        f64::NEG_INFINITY => "-Inf".to_owned(),
        value => value.to_string(),
    });
    json!({"labels": labels, "value": value})
}

fn of_finding(finding: &Finding) -> Value {
    let of_rule = &finding.of_rule;
    let (rule, place) = (of_rule.rule, &of_rule.place);
    let Citation { specification, version, section } = rule.citation;
    json!({
        "rule": rule.id,
        "level": rule.level.name(),
        "severity": of_rule.severity.name(),
        "effect": of_rule.effect.name(),
        "message": of_rule.message,
        "help": rule.help,
        "page": format!("{}.html", rule.id),
        "citation": {"spec": specification, "version": version, "section": section},
        "place": {
            "input": finding.input,
            "line": place.line,
            "column": place.column,
            "family": place.family,
            "series": place.series,
            "request": place.exchange.filter(|_| finding.is_numbered),
            "pointer": place.pointer,
        },
        "related": of_rule.related,
        "more": of_rule.more,
        "also_in": of_rule.also_in,
        "known_defect": of_rule.known_defect,
    })
}
