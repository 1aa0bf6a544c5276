//! A mutation study: real captures of released libraries are changed one defect at a time, in places that chance chooses, and the rule that is
//! made for the defect has to speak, and no other of severity error.
#![allow(clippy::redundant_closure_for_method_calls, reason = "rows that choose a line read alike")]

mod captures;
mod dice;
mod mutation;
mod on_bridges;
mod on_distributions;
mod on_exports;
mod on_families;
mod on_heads;
mod on_histograms;
mod on_instruments;
mod on_json;
mod on_json_values;
mod on_lines;
mod on_metadata;
mod on_openmetrics;
mod on_pushes;
mod on_requests;
mod on_scrapes;
mod request;
mod text;

use meterstick::capture::{Capture, Record};
use meterstick::rules::{self, Judgement, Profile, Severity};
use mutation::Mutation;
use std::collections::{BTreeMap, BTreeSet};

/// How many places are tried of each mutation in each capture.
const SEEDS: u64 = 5;

const TABLES: &[(&str, &[Mutation])] = &[
    ("lines", on_lines::MUTATIONS),
    ("metadata", on_metadata::MUTATIONS),
    ("histograms", on_histograms::MUTATIONS),
    ("OpenMetrics", on_openmetrics::MUTATIONS),
    ("heads", on_heads::MUTATIONS),
    ("looks", on_scrapes::MUTATIONS),
    ("families", on_families::MUTATIONS),
    ("requests", on_requests::MUTATIONS),
    ("distributions", on_distributions::MUTATIONS),
    ("exports", on_exports::MUTATIONS),
    ("JSON", on_json::MUTATIONS),
    ("JSON values", on_json_values::MUTATIONS),
    ("pushes", on_pushes::MUTATIONS),
    ("instruments", on_instruments::MUTATIONS),
    ("bridges", on_bridges::MUTATIONS),
];

/// Errors that captures show as they are, and why that is right.
const RIGHTFUL: &[(&str, &str, &str)] = &[(
    "python-gunicorn",
    "worker/alternating-answers",
    "two workers that share nothing answer behind one port, which is what the emitter is for",
)];

fn errors(judgement: &Judgement) -> BTreeSet<&'static str> {
    let findings = judgement.findings().iter();
    findings.filter(|finding| finding.severity == Severity::Error).map(|finding| finding.rule.id).collect()
}

fn rightful(capture: &str) -> BTreeSet<&'static str> {
    let own = RIGHTFUL.iter().filter(|(known, ..)| *known == capture);
    own.map(|(_, rule, _)| *rule).collect()
}

/// How a rule made for a defect was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// By its own id.
    Itself,
    /// Beside a finding that tells the same more precisely.
    Beside,
    /// Not at all.
    Never,
}

fn told(judgement: &Judgement, rule: &str) -> Told {
    let findings = judgement.findings();
    if findings.iter().any(|finding| finding.rule.id == rule) {
        Told::Itself
    } else if findings.iter().any(|finding| finding.related.contains(&rule)) {
        Told::Beside
    } else {
        Told::Never
    }
}

/// What came out for some mutations.
#[derive(Default)]
struct Tally {
    mutations: usize,
    cases: usize,
    told: BTreeMap<Told, usize>,
    companied: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.mutations += other.mutations;
        self.cases += other.cases;
        self.companied += other.companied;
        for (told, count) in &other.told {
            *self.told.entry(*told).or_default() += count;
        }
    }

    fn row(&self, name: &str) -> String {
        let told = |how| self.told.get(&how).copied().unwrap_or_default();
        format!(
            "{name:<13} {:>9} {:>6} {:>7} {:>7} {:>7} {:>15}",
            self.mutations,
            self.cases,
            told(Told::Itself),
            told(Told::Beside),
            told(Told::Never),
            self.companied
        )
    }
}

/// Judges one mutation in each of its captures and places, and writes down what should not have been.
fn study(mutation: &Mutation, seeds: u64, wrong: &mut Vec<String>) -> Tally {
    let mut tally = Tally { mutations: 1, ..Tally::default() };
    let mut silent: BTreeSet<&str> = mutation.companions.iter().map(|(rule, _)| *rule).collect();
    for name in mutation.captures {
        let records = captures::load(name);
        if told(&judged(records.clone()), mutation.rule) != Told::Never {
            wrong.push(format!("{}: {} speaks of {name} as it is", mutation.name, mutation.rule));
        }
        for seed in 0..seeds {
            let case = format!("{} in {name}, seed {seed}", mutation.name);
            let Some(mutated) = mutation.apply(&records, seed) else {
                wrong.push(format!("{case}: nothing there can be changed so"));
                continue;
            };
            if mutated == records {
                wrong.push(format!("{case}: nothing was changed"));
            }
            let judgement = judged(mutated);
            tally.cases += 1;
            let told = told(&judgement, mutation.rule);
            *tally.told.entry(told).or_default() += 1;
            if told == Told::Never {
                wrong.push(format!("{case}: {} is silent, and told is only\n{judgement}", mutation.rule));
            }
            let mut others = errors(&judgement);
            others.retain(|rule| *rule != mutation.rule && !rightful(name).contains(rule));
            let companions = mutation.companions.iter().map(|(rule, _)| *rule);
            let companions: BTreeSet<&str> = companions.filter(|rule| others.remove(rule)).collect();
            tally.companied += usize::from(!companions.is_empty());
            silent.retain(|rule| !companions.contains(rule));
            if !others.is_empty() {
                wrong.push(format!("{case}: {others:?} speak too\n{judgement}"));
            }
        }
    }
    wrong.extend(silent.into_iter().map(|rule| format!("{}: {rule} never comes along", mutation.name)));
    tally
}

fn judged(records: Vec<Record>) -> Judgement {
    Capture::from_records(records).judge(&Profile::default())
}

/// `METERSTICK_MUTATIONS_ONLY` chooses mutations by a part of their names, `METERSTICK_MUTATIONS_SEEDS` says how many places to try.
#[test]
fn every_seeded_defect_is_told_by_the_rule_made_for_it_and_by_no_other() {
    let only = std::env::var("METERSTICK_MUTATIONS_ONLY").unwrap_or_default();
    let seeds = std::env::var("METERSTICK_MUTATIONS_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds = seeds.unwrap_or(SEEDS);
    let results: Vec<(Tally, Vec<String>)> = std::thread::scope(|scope| {
        let study_all = |mutations: &[Mutation]| {
            let (mut table, mut wrong) = (Tally::default(), Vec::new());
            for mutation in mutations.iter().filter(|mutation| mutation.name.contains(&only)) {
                table.add(&study(mutation, seeds, &mut wrong));
            }
            (table, wrong)
        };
        let running: Vec<_> =
            TABLES.iter().map(|(_, mutations)| scope.spawn(move || study_all(mutations))).collect();
        running.into_iter().map(|table| table.join().expect("a table that was studied")).collect()
    });
    let mut total = Tally::default();
    let mut lines =
        vec!["              mutations  cases  itself  beside   never  with companions".to_owned()];
    for ((name, _), (table, _)) in TABLES.iter().zip(&results) {
        lines.push(table.row(name));
        total.add(table);
    }
    lines.push(total.row("all"));
    eprintln!("{}", lines.join("\n"));
    let wrong: Vec<String> = results.into_iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{} wrong\n{}\n", wrong.len(), wrong.join("\n"));
    assert!(!only.is_empty() || total.mutations >= 200, "only {} mutations", total.mutations);
}

#[test]
fn sequences_that_are_made_without_a_defect_have_no_error() {
    let mut wrong = Vec::new();
    for control in on_scrapes::CONTROLS.iter().chain(on_pushes::CONTROLS) {
        for name in control.captures {
            let mut records = captures::load(name);
            (control.make)(&mut records).expect("a capture that can go on");
            let judgement = judged(records);
            if !errors(&judgement).is_empty() {
                wrong.push(format!("{name}, {}:\n{judgement}", control.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn captures_as_they_are_have_no_error_but_what_is_listed() {
    let mut wrong = Vec::new();
    for name in captures::names() {
        let found = errors(&judged(captures::load(&name)));
        let known = rightful(&name);
        wrong.extend(found.difference(&known).map(|rule| format!("{name} has {rule}")));
        wrong.extend(known.difference(&found).map(|rule| format!("{name} no longer has {rule}")));
    }
    assert!(wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
}

#[test]
fn the_tables_name_rules_that_exist_and_no_mutation_twice() {
    let mut names = BTreeSet::new();
    for mutation in TABLES.iter().flat_map(|(_, mutations)| *mutations) {
        assert!(names.insert(mutation.name), "`{}` stands twice", mutation.name);
        let companions = mutation.companions.iter();
        for rule in companions.map(|(rule, _)| rule).chain([&mutation.rule]) {
            assert!(rules::find(rule).is_some(), "{}: no rule `{rule}`", mutation.name);
        }
        for (rule, reason) in mutation.companions {
            assert!(reason.split(' ').count() > 2, "{}: no reason for {rule}", mutation.name);
        }
    }
}
