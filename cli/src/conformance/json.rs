//! The report for programs, as docs/conformance-json.md describes it.

use meterstick::conformance::{Outcome, Verdict};
use meterstick::rules::Severity;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

use super::list;
use super::played::{Counts, Played, severities};
use super::timeline;

pub(super) fn write(out: &mut dyn Write, all: &[Played]) -> io::Result<()> {
    let [error, warning, info] = severities(all.iter().flat_map(|played| &played.outcomes));
    let document = json!({
        "version": 1,
        "programs": all.iter().map(program).collect::<Vec<_>>(),
        "summary": { "error": error, "warning": warning, "info": info },
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn program(played: &Played) -> Value {
    let counts = Counts::of(&played.outcomes);
    let numbers = Verdict::ALL.map(|verdict| (verdict.name().to_owned(), counts.get(verdict).into()));
    let emitter = played.emitter.as_ref();
    json!({
        "name": played.name,
        "language": emitter.map(|emitter| &emitter.language),
        "libraries": emitter.map(|emitter| &emitter.libraries),
        "way": played.subject.way(),
        "commands": played.abilities.words,
        "took_ms": played.took.as_millis() as u64,
        "verdicts": Map::from_iter(numbers),
        "scenarios": played.outcomes.iter().map(scenario).collect::<Vec<_>>(),
    })
}

fn scenario(outcome: &Outcome) -> Value {
    let mut entry = list::entry(&outcome.scenario);
    entry["verdict"] = outcome.verdict.name().into();
    entry["severity"] = outcome.severity().map(Severity::name).into();
    entry["seen"] = outcome.seen.clone().into();
    entry["known"] = outcome
        .known
        .as_ref()
        .map_or(Value::Null, |known| json!({ "reason": known.reason, "finding": known.finding }));
    entry["took_ms"] = (outcome.took.as_millis() as u64).into();
    entry["runs"] = outcome.runs.iter().map(timeline::json).collect();
    entry
}
