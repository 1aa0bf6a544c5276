//! The report as SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

use meterstick::rules::{Rule, Severity};

use super::{Finding, Report, severity};

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(report))?;
    writeln!(out)
}

fn document(report: &Report) -> Value {
    let rules: BTreeMap<&str, &Rule> =
        report.findings.iter().map(|finding| (finding.of_rule.rule.id, finding.of_rule.rule)).collect();
    let number: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, &id)| (id, at)).collect();
    let mut described: Vec<Value> = rules.values().map(|rule| of_rule(rule)).collect();
    let mut results: Vec<Value> =
        report.findings.iter().map(|finding| of_finding(finding, number[finding.of_rule.rule.id])).collect();
    if let Some(contract) = &report.contract {
        let at = described.len();
        described.push(json!({
            "id": "contract",
            "shortDescription": {"text": "The metrics are what the contract says."},
        }));
        let mut push = |level: Severity, text: String| {
            results.push(json!({
                "ruleId": "contract",
                "ruleIndex": at,
                "level": level_of(level),
                "message": {"text": text},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&contract.file)}}}],
            }));
        };
        for violation in &contract.violations {
            push(Severity::Error, violation.to_string());
        }
        for change in contract.drift.changes() {
            push(
                severity(change.class),
                format!("[{}] {}; hurt: {}", change.world, change.what, change.harm),
            );
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "meterstick",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn of_rule(rule: &Rule) -> Value {
    let mut described = json!({
        "id": rule.id,
        "shortDescription": {"text": rule.summary()},
        "help": {"text": format!("{}. {}", rule.help, rule.citation)},
        "helpUri": format!("{}/blob/main/src/rules/{}.rs", env!("CARGO_PKG_REPOSITORY"), rule.id.replace('-', "_")),
        "defaultConfiguration": {"level": level_of(rule.severity)},
        "properties": {"level": rule.level.name(), "effect": rule.effect.name()},
    });
    if !rule.why().is_empty() {
        described["fullDescription"] = json!({"text": rule.why()});
    }
    described
}

fn of_finding(finding: &Finding, index: usize) -> Value {
    let of_rule = &finding.of_rule;
    let place = &of_rule.place;
    let mut physical = json!({"artifactLocation": {"uri": uri(&finding.input)}});
    if let Some(line) = place.line {
        physical["region"] = json!({"startLine": line});
        if let (Some(_), Some(excerpt)) = (place.column, &finding.excerpt) {
            physical["region"]["startColumn"] = json!(excerpt.column);
            physical["region"]["endColumn"] = json!(excerpt.column + excerpt.width);
        }
    }
    let mut location = json!({"physicalLocation": physical});
    let logical: Vec<String> = [
        place.exchange.filter(|_| finding.is_numbered).map(|number| format!("exchange {number}")),
        place.pointer.clone(),
        place
            .family
            .as_ref()
            .map(|family| format!("{family}{}", place.series.as_deref().unwrap_or_default())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !logical.is_empty() {
        let logical: Vec<Value> = logical.iter().map(|name| json!({"fullyQualifiedName": name})).collect();
        location["logicalLocations"] = json!(logical);
    }
    let mut result = json!({
        "ruleId": of_rule.rule.id,
        "ruleIndex": index,
        "level": level_of(of_rule.severity),
        "message": {"text": of_rule.message},
        "locations": [location],
        // Lines move from run to run; rule and family say which finding it is.
        "partialFingerprints": {
            "meterstick/1": format!("{}:{}", of_rule.rule.id, place.family.as_deref().unwrap_or_default()),
        },
    });
    if of_rule.more > 0 {
        result["occurrenceCount"] = json!(of_rule.more + 1);
    }
    if let Some(known) = &of_rule.known_defect {
        result["properties"] = json!({"knownDefect": known});
    }
    result
}

fn level_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A name of an input as a URI reference: everything that a path segment may not hold is percent-encoded.
fn uri(name: &str) -> String {
    if name.contains("://") {
        return name.to_owned();
    }
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(byte as char);
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
