//! The report for programs; its form is described in `docs/json-report.md`.

use serde_json::{Value, json};
use std::io::{self, Write};

use meterstick::exposition::Verdict;

use super::{Report, Severity, severity};

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
                let verdict = match verdict {
                    Verdict::Accepted => json!({"scrape": "accepted", "why": null}),
                    Verdict::Partly { why, line } => json!({"scrape": "partly", "why": format!("line {line}: {why}")}),
                    Verdict::Refused { why, line: 0 } => json!({"scrape": "refused", "why": why}),
                    Verdict::Refused { why, line } => json!({"scrape": "refused", "why": format!("line {line}: {why}")}),
                };
                prometheus.insert(by.major().to_string(), verdict);
            }
            let prometheus = if prometheus.is_empty() { Value::Null } else { Value::Object(prometheus) };
            json!({"name": input.name, "format": input.format, "content": input.content, "prometheus": prometheus})
        })
        .collect();
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let spot = &finding.place;
            json!({
                "rule": finding.rule,
                "level": "must",
                "severity": finding.severity.name(),
                "effect": finding.effect,
                "message": finding.message,
                "help": null,
                "citation": null,
                "place": {
                    "input": spot.input,
                    "line": spot.line,
                    "column": spot.column,
                    "family": null,
                    "series": null,
                    "request": spot.request,
                    "pointer": spot.pointer,
                },
                "related": [],
            })
        })
        .collect();
    let number =
        |wanted: Severity| report.findings.iter().filter(|finding| finding.severity == wanted).count();
    let mut document = json!({
        "version": 1,
        "inputs": inputs,
        "findings": findings,
        "summary": {
            "error": number(Severity::Error),
            "warning": number(Severity::Warning),
            "info": number(Severity::Info),
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
