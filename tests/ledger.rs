//! Holds the ledger of requirements complete in both directions: each is asked by a rule or exempt, and each rule is asked for.

use meterstick::rules;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ledger {
    requirement: Vec<Requirement>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    id: String,
    asks: String,
    level: String,
    source: String,
    #[serde(default)]
    rules: Vec<String>,
    exempt: Option<String>,
}

fn requirements() -> Vec<(String, Requirement)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/specs");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the ledger is there") {
        let path = entry.expect("a readable folder").path();
        let text = fs::read_to_string(&path).expect("a readable ledger");
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        let ledger: Ledger = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        all.extend(ledger.requirement.into_iter().map(|requirement| (name.clone(), requirement)));
    }
    all
}

fn assert_none(offences: &[String]) {
    assert!(offences.is_empty(), "\n  {}\n", offences.join("\n  "));
}

#[test]
fn every_requirement_is_asked_by_a_rule_or_exempt_for_a_reason() {
    let mut offences = Vec::new();
    let mut ids = BTreeSet::new();
    for (file, one) in requirements() {
        let place = format!("{file}: {}", one.id);
        let is_exempt = one.exempt.as_ref().is_some_and(|reason| reason.split(' ').count() > 2);
        if one.rules.is_empty() != is_exempt {
            offences.push(format!("{place}: names rules, or a reason why there is none, and never both"));
        }
        for rule in &one.rules {
            if rules::find(rule).is_none() {
                offences.push(format!("{place}: no rule `{rule}`"));
            }
        }
        if !matches!(one.level.as_str(), "must" | "should" | "interop" | "lint" | "may") {
            offences.push(format!("{place}: no level `{}`", one.level));
        }
        if one.asks.is_empty() || one.source.is_empty() {
            offences.push(format!("{place}: says neither what is asked nor where"));
        }
        if !ids.insert(one.id) {
            offences.push(format!("{place}: stands twice"));
        }
    }
    assert_none(&offences);
}

#[test]
fn every_rule_is_asked_for_by_a_requirement() {
    let asked: BTreeSet<String> = requirements().into_iter().flat_map(|(_, one)| one.rules).collect();
    let unasked = rules::rules().filter(|rule| !asked.contains(rule.id));
    assert_none(
        &unasked.map(|rule| format!("{}: in no file of conformance/specs", rule.id)).collect::<Vec<_>>(),
    );
}

#[test]
fn every_problem_of_promlint_has_a_rule_that_exists() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/promlint/counterparts.toml");
    let table: toml::Table =
        toml::from_str(&fs::read_to_string(path).expect("a readable table")).expect("TOML");
    let mut offences = Vec::new();
    for one in table["counterpart"].as_array().expect("counterparts") {
        let rules = one["rules"].as_array().expect("a list of rules");
        let unknown = rules.iter().filter_map(toml::Value::as_str).filter(|id| rules::find(id).is_none());
        offences.extend(
            unknown.map(|id| format!("{}: no rule `{id}`", one["problem"].as_str().unwrap_or_default())),
        );
        if rules.is_empty() {
            offences.push(format!("{}: no rule at all", one["problem"].as_str().unwrap_or_default()));
        }
    }
    assert_none(&offences);
}
