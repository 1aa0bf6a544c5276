//! Under which name an instrument was found, and what is wrong with that name.

use std::collections::BTreeMap;

use super::super::names::{MetricNames, collapsed, legacy_name, metric_names};
use super::super::strategy::Strategy;
use super::super::units::{sanitised, unit_words};
use super::Aspect;
use crate::model::{Family, Kind, Reading};

/// The families of a reading by name, runs of underscores joined.
pub(super) struct Index<'c> {
    by_name: BTreeMap<String, Vec<Family<'c>>>,
}

impl<'c> Index<'c> {
    pub(super) fn of(reading: &'c Reading) -> Self {
        let mut by_name: BTreeMap<String, Vec<Family<'c>>> = BTreeMap::new();
        for family in reading.families() {
            by_name.entry(collapsed(family.name()).into_owned()).or_default().push(family);
        }
        Self { by_name }
    }

    pub(super) fn get(&self, name: &str) -> Option<&[Family<'c>]> {
        self.by_name.get(&*collapsed(name)).map(Vec::as_slice)
    }
}

/// Families under one name, and what is wrong with it.
pub(super) struct Found<'i, 'c> {
    pub(super) families: &'i [Family<'c>],
    /// The name that was asked for.
    pub(super) specified: String,
    pub(super) wrong: Option<Aspect>,
}

/// Looks for an instrument: under its names first, then under those that bridges give by mistake.
pub(super) fn find<'i, 'c>(
    index: &'i Index<'c>,
    instrument: Family<'_>,
    strategy: Strategy,
) -> (Option<Found<'i, 'c>>, Option<MetricNames>) {
    let (name, unit, kind) = (instrument.name(), instrument.unit().unwrap_or(""), instrument.kind());
    let Some(names) = metric_names(strategy, name, unit, kind) else { return (None, None) };
    let specified = names.specified().to_owned();
    let found = |families, wrong| Some(Found { families, specified: specified.clone(), wrong });
    for accepted in names.clone().accepted() {
        let Some(families) = index.get(accepted) else { continue };
        let is_uncollapsed =
            strategy.escapes() && strategy.has_suffixes() && families[0].name().contains("__");
        let is_disputed = || {
            let words = unit_words(unit);
            let word = sanitised(words.specified());
            let ends = families[0].name().trim_end_matches("_total").ends_with(&word);
            words.accepted().count() > 1 && !word.is_empty() && !ends
        };
        let wrong = if is_uncollapsed {
            Some(Aspect::Underscores)
        } else if *accepted != *specified && is_disputed() {
            Some(Aspect::UnitWord)
        } else {
            None
        };
        return (found(families, wrong), Some(names));
    }
    let mistaken = mistakes(name, unit, kind).into_iter().find_map(|(name, aspect)| {
        // What is another instrument by its own right is no mistake.
        index.get(&name).map(|families| (families, aspect))
    });
    let other = || {
        let strategies = Strategy::ALL.into_iter().filter(|other| *other != strategy);
        let mut names = strategies.filter_map(|other| metric_names(other, name, unit, kind));
        names.find_map(|names| names.accepted().find_map(|name| index.get(name)))
    };
    let result = match mistaken {
        Some((families, aspect)) => found(families, Some(aspect)),
        None => other().and_then(|families| found(families, Some(Aspect::Name))),
    };
    (result, Some(names))
}

/// Units to which a bridge may have converted unasked.
const OTHER_UNITS: &[&str] = &[
    "seconds",
    "milliseconds",
    "microseconds",
    "nanoseconds",
    "minutes",
    "hours",
    "bytes",
    "kilobytes",
    "megabytes",
    "kibibytes",
    "mebibytes",
    "bits",
    "percent",
];

/// Names that a bridge gives by mistake, and what the mistake is.
fn mistakes(name: &str, unit: &str, kind: Kind) -> Vec<(String, Aspect)> {
    let base = legacy_name(name);
    let stem = base.strip_suffix("_total").unwrap_or(&base);
    let word = sanitised(unit_words(unit).specified());
    let code = sanitised(unit);
    let mut names = Vec::new();
    let mut add = |name: String, aspect| names.push((name, aspect));
    let right =
        if word.is_empty() || stem.ends_with(&word) { stem.to_owned() } else { format!("{stem}_{word}") };
    if kind == Kind::Counter {
        add(right.clone(), Aspect::TotalSuffix);
        add(format!("{right}_total_total"), Aspect::TotalSuffix);
        add(format!("{stem}_total_{word}"), Aspect::UnitSuffix);
        add(format!("{stem}_{word}_{word}_total"), Aspect::UnitSuffix);
        add(format!("{stem}_{code}_total"), Aspect::UnitSuffix);
        add(format!("{stem}_total"), Aspect::UnitSuffix);
        add(format!("{stem}_{word}_total"), Aspect::UnitSuffix);
    } else {
        add(format!("{stem}_{word}"), Aspect::UnitSuffix);
        add(format!("{right}_total"), Aspect::TotalSuffix);
        add(format!("{stem}_{word}_{word}"), Aspect::UnitSuffix);
        add(format!("{stem}_{code}"), Aspect::UnitSuffix);
        add(format!("{stem}_ratio"), Aspect::UnitSuffix);
    }
    add(stem.to_owned(), if unit.is_empty() { Aspect::Name } else { Aspect::UnitSuffix });
    let total = if kind == Kind::Counter { "_total" } else { "" };
    for other in OTHER_UNITS.iter().filter(|_| !word.is_empty()) {
        add(
            format!("{}_{other}{total}", stem.strip_suffix(&format!("_{word}")).unwrap_or(stem)),
            Aspect::UnitSuffix,
        );
    }
    // As if it were not collapsed names are compared collapsed; an empty word would make another name of it.
    names
        .into_iter()
        .map(|(name, aspect)| (collapsed(&name).trim_end_matches('_').to_owned(), aspect))
        .collect()
}
