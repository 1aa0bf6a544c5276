//! The scenarios as a list.

use meterstick::conformance::{Applies, Scenario};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::Arc;

use crate::style;

/// By section, a scenario a line.
pub(super) fn text(out: &mut dyn Write, scenarios: &[Arc<Scenario>]) -> io::Result<()> {
    let strong = style::STRONG;
    let longest = scenarios.iter().map(|scenario| scenario.id.len()).max().unwrap_or_default();
    for section in scenarios.chunk_by(|a, b| a.citation == b.citation) {
        writeln!(out, "{strong}{}{strong:#}", section[0].citation)?;
        for scenario in section {
            let slow = if scenario.slow { " (slow)" } else { "" };
            writeln!(out, "  {:longest$}  {:7}  {}{slow}", scenario.id, scenario.level, scenario.title)?;
        }
    }
    let slow = scenarios.iter().filter(|scenario| scenario.slow).count();
    writeln!(out, "{} scenarios, {slow} of them slow", scenarios.len())
}

/// One array.
pub(super) fn json(out: &mut dyn Write, scenarios: &[Arc<Scenario>]) -> io::Result<()> {
    let all: Vec<Value> = scenarios.iter().map(|scenario| entry(scenario)).collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

/// Everything that is known of a scenario without playing it.
pub(super) fn entry(scenario: &Scenario) -> Value {
    let ways: Vec<String> = match &scenario.applies {
        Applies::Scrape => vec!["scrape".to_owned()],
        Applies::Push(protocols) => protocols.iter().map(ToString::to_string).collect(),
    };
    let citation = scenario.citation;
    json!({
        "id": scenario.id,
        "title": scenario.title,
        "level": scenario.level.name(),
        "requirement": scenario.requirement,
        "expected": scenario.expected,
        "citation": { "spec": citation.specification, "version": citation.version, "section": citation.section },
        "covers": scenario.covers,
        "ways": ways,
        "needs": scenario.needs,
        "slow": scenario.slow,
        "related": scenario.related,
    })
}
