//! Every scenario passes an exporter that does everything right, and fails one that does the one thing wrong that it is about.
//!
//! `defects.toml` names the defect of each scenario. By default a defect is shown to the scenarios that it is for; with `METERSTICK_CROSS=folder` also to
//! those of the same folders, and with `METERSTICK_CROSS=all` to all of them, which takes long: then no other scenario may fail, unless it names one of
//! them as related. `METERSTICK_CROSS_ONLY` chooses defects by a part of their names.

use meterstick::capture::Protocol;
use meterstick::conformance::{Abilities, Applies, Outcome, Scenario, Subject, Suite, Verdict, scenarios};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

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

/// A scenario that is shown to an exporter with a defect.
struct Showing<'t> {
    defect: &'t str,
    way: usize,
    scenario: Arc<Scenario>,
    /// Whether it has to fail.
    is_meant: bool,
}

/// Which scenarios a defect is shown to beside its own.
fn others(defect_of: &BTreeSet<&str>) -> impl Fn(&str) -> bool {
    let folder = |id: &str| id.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = defect_of.iter().filter_map(|id| folder(id)).collect();
    let wanted = env::var("METERSTICK_CROSS").unwrap_or_default();
    move |id| match wanted.as_str() {
        "all" => true,
        "folder" => folder(id).is_some_and(|folder| folders.contains(&folder)),
        _ => false,
    }
}

fn showings<'t>(
    of_defect: &'t BTreeMap<&'t str, BTreeSet<&'t str>>,
    known: &BTreeMap<String, Arc<Scenario>>,
) -> Vec<Showing<'t>> {
    let only = env::var("METERSTICK_CROSS_ONLY").unwrap_or_default();
    let mut all = Vec::new();
    for (defect, meant) in of_defect.iter().filter(|(defect, _)| defect.contains(&only)) {
        let is_other = others(meant);
        for (id, scenario) in known {
            let is_meant = meant.contains(id.as_str());
            if !is_meant && !is_other(id) {
                continue;
            }
            // By the first way that fits: the scenarios of one transport are there for the other, too.
            let fits = |way: &Option<Protocol>| match (&scenario.applies, way) {
                (Applies::Scrape, None) => true,
                (Applies::Push(protocols), Some(way)) => protocols.contains(way),
                _ => false,
            };
            let way = WAYS.iter().position(fits).expect("some way fits each scenario");
            all.push(Showing { defect, way, scenario: Arc::clone(scenario), is_meant });
        }
    }
    all
}

/// Shows all of them, several at the same time.
fn show(showings: &[Showing<'_>]) -> Vec<Outcome> {
    let able: Vec<Abilities> = WAYS.map(abilities).into();
    let next = AtomicUsize::new(0);
    let played: Mutex<Vec<(usize, Outcome)>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..JOBS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(Showing { defect, way, scenario, .. }) = showings.get(number) else { break };
                    let subject = subject(WAYS[*way], Some(defect));
                    let suite = Suite::of([Arc::clone(scenario)]);
                    let outcomes = suite.play(&subject, &able[*way], None, &|_| {});
                    played
                        .lock()
                        .expect("nobody panics")
                        .extend(outcomes.into_iter().map(|one| (number, one)));
                }
            });
        }
    });
    let mut played = played.into_inner().expect("nobody panics");
    played.sort_by_key(|(number, _)| *number);
    played.into_iter().map(|(_, outcome)| outcome).collect()
}

#[test]
fn every_defect_is_told_by_its_scenarios_and_by_no_others() {
    let defects = defects();
    let mut of_defect: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (scenario, defect) in &defects {
        for one in defect.all() {
            of_defect.entry(one).or_default().insert(scenario);
        }
    }
    let known: BTreeMap<String, Arc<Scenario>> =
        scenarios().map(|scenario| (scenario.id.clone(), scenario)).collect();
    let showings = showings(&of_defect, &known);
    let mut wrong = Vec::new();
    for (showing, outcome) in showings.iter().zip(show(&showings)) {
        let Showing { defect, scenario, is_meant, .. } = showing;
        let has_failed = outcome.verdict == Verdict::Failed;
        if *is_meant && !has_failed {
            wrong.push(format!("`{defect}` is not told: {}", told(&outcome)));
        }
        let is_related = || {
            of_defect[defect].iter().filter_map(|meant| known.get(*meant)).any(|meant| {
                meant.related.iter().any(|pattern| scenario.is_called(pattern))
                    || scenario.related.iter().any(|pattern| meant.is_called(pattern))
            })
        };
        if has_failed && !is_meant && !is_related() {
            wrong.push(format!("`{defect}` also fails {}", told(&outcome)));
        }
    }
    println!("{} defects, {} times a scenario", of_defect.len(), showings.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
