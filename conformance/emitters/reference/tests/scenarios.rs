//! Every scenario passes an exporter that does everything right, and fails one that does the one thing wrong that it is about.
//!
//! `defects.toml` names the defect of each scenario. By default a defect is shown to the scenarios that it is for and to those of the same folder; with
//! `METERSTICK_CROSS=all` to all of them, which takes long. `METERSTICK_CROSS_ONLY` chooses defects by a pattern.

use meterstick::capture::Protocol;
use meterstick::conformance::{Abilities, Applies, Outcome, Scenario, Subject, Suite, Verdict, scenarios};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write;
use std::sync::Arc;

/// Scenarios wait most of their time, and the exporter starts in milliseconds.
const JOBS: usize = 16;

/// The scenarios with the defects that they are about.
#[derive(Deserialize)]
#[serde(transparent)]
struct Defects(BTreeMap<String, Defect>);

/// One defect, or several of which each fails the scenario.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Defect {
    One(String),
    Several(Vec<String>),
}

impl Defect {
    fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

fn defects() -> BTreeMap<String, Defect> {
    let Defects(defects) = toml::from_str(include_str!("defects.toml")).expect("a list of defects");
    defects
}

/// The exporter by one of its ways.
fn subject(way: Option<Protocol>, defect: Option<&str>) -> Subject {
    let mut command = vec![env!("CARGO_BIN_EXE_reference").to_owned()];
    if way.is_none() {
        command.extend(["--port".to_owned(), "{port}".to_owned()]);
    }
    command.extend(defect.into_iter().flat_map(|defect| ["--defect".to_owned(), defect.to_owned()]));
    Subject {
        command: command.into_iter().map(Into::into).collect(),
        protocol: way,
        scrape: way.is_none().then(|| "http://127.0.0.1:{port}/metrics".to_owned()),
    }
}

/// What the right exporter is able to do; the wrong one claims the same.
fn abilities(way: Option<Protocol>) -> Abilities {
    subject(way, None).explore().expect("the exporter exports")
}

const WAYS: [Option<Protocol>; 4] =
    [Some(Protocol::Grpc), Some(Protocol::HttpProtobuf), Some(Protocol::HttpJson), None];

fn told(outcome: &Outcome) -> String {
    let mut told = format!("{}: {}: {}", outcome.scenario.id, outcome.verdict, outcome.seen);
    for seen in &outcome.runs {
        for line in seen.lines.iter().take(10) {
            let _ = write!(told, "\n    said: {}", line.text);
        }
    }
    told
}

#[test]
fn whoever_does_everything_right_passes_every_scenario() {
    let mut wrong = Vec::new();
    let mut asked = BTreeSet::new();
    for way in WAYS {
        let subject = subject(way, None);
        for outcome in Suite::of(scenarios()).jobs(JOBS).play(&subject, &abilities(way), None, &|_| {}) {
            match outcome.verdict {
                Verdict::Passed => drop(asked.insert(outcome.scenario.id.clone())),
                Verdict::NotApplicable => {}
                _ => wrong.push(format!("{}: {}", subject.way(), told(&outcome))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unasked: Vec<_> =
        scenarios().map(|scenario| scenario.id.clone()).filter(|id| !asked.contains(id)).collect();
    assert!(unasked.is_empty(), "nobody was asked {unasked:?}");
}

#[test]
fn every_scenario_has_a_defect() {
    let ids: BTreeSet<String> = scenarios().map(|scenario| scenario.id.clone()).collect();
    let named: BTreeSet<String> = defects().into_keys().collect();
    assert_eq!(named, ids);
}

#[test]
fn every_defect_is_told_by_its_scenarios_and_by_no_others() {
    let defects = defects();
    let only = env::var("METERSTICK_CROSS_ONLY").unwrap_or_default();
    let is_all = env::var("METERSTICK_CROSS").is_ok_and(|value| value == "all");
    let mut of_defect: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (scenario, defect) in &defects {
        for one in defect.all() {
            of_defect.entry(one).or_default().insert(scenario);
        }
    }
    let known: BTreeMap<String, Arc<Scenario>> =
        scenarios().map(|scenario| (scenario.id.clone(), scenario)).collect();
    let able: Vec<Abilities> = WAYS.map(abilities).into();
    let (mut wrong, mut played) = (Vec::new(), 0);
    for (defect, meant) in of_defect.iter().filter(|(defect, _)| defect.contains(&only)) {
        let folders: BTreeSet<&str> = meant.iter().filter_map(|id| Some(id.rsplit_once('/')?.0)).collect();
        let shown = known.values().filter(|scenario| {
            is_all || scenario.id.rsplit_once('/').is_some_and(|(folder, _)| folders.contains(folder))
        });
        let shown: Vec<_> = shown.cloned().collect();
        let mut failed: BTreeSet<String> = BTreeSet::new();
        for (way, able) in WAYS.iter().zip(&able) {
            let fits = |scenario: &&Arc<Scenario>| match (&scenario.applies, way) {
                (Applies::Scrape, None) => true,
                (Applies::Push(protocols), Some(way)) => protocols.contains(way),
                _ => false,
            };
            // By one way it is shown to everybody, by the others only where that is the only one.
            let is_new = |scenario: &&Arc<Scenario>| {
                matches!(&scenario.applies, Applies::Scrape)
                    || matches!(&scenario.applies, Applies::Push(protocols) if protocols.first() == way.as_ref())
            };
            let suite = Suite::of(shown.iter().filter(fits).filter(is_new).cloned()).jobs(JOBS);
            for outcome in suite.play(&subject(*way, Some(defect)), able, None, &|_| {}) {
                played += 1;
                if outcome.verdict == Verdict::Failed {
                    let id = &outcome.scenario.id;
                    failed.insert(id.clone());
                    let is_related = meant.iter().any(|meant| {
                        known[*meant].related.iter().any(|pattern| outcome.scenario.is_called(pattern))
                            || outcome.scenario.related.iter().any(|pattern| known[*meant].is_called(pattern))
                    });
                    if !meant.contains(id.as_str()) && !is_related {
                        wrong.push(format!("`{defect}` also fails {}", told(&outcome)));
                    }
                }
            }
        }
        let unheard: Vec<_> = meant.iter().filter(|id| !failed.contains(**id)).collect();
        if !unheard.is_empty() {
            wrong.push(format!("`{defect}` passes {unheard:?}"));
        }
    }
    println!("{} defects, {played} times a scenario", of_defect.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
