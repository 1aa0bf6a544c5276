//! What each series said over time.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use super::exchange::Exchange;
use super::snapshot::Capture;
use crate::model::{Family, Labels, Point, Resource, Scope, Series};

/// Everything that one series said, in the order of arrival.
///
/// Two points belong to the same series when target, resource, scope, family name, type and labels are the same.
#[derive(Clone)]
pub struct History<'c> {
    family: Family<'c>,
    series: Series<'c>,
    points: Vec<HistoryPoint<'c>>,
}

/// A point with the exchange in which it came.
#[derive(Clone, Copy)]
pub struct HistoryPoint<'c> {
    /// The exchange.
    pub exchange: &'c Exchange,
    /// The point.
    pub point: Point<'c>,
}

impl<'c> History<'c> {
    /// The family, as the newest exchange describes it.
    #[must_use]
    pub fn family(&self) -> Family<'c> {
        self.family
    }

    /// The labels.
    #[must_use]
    pub fn labels(&self) -> Labels<'c> {
        self.series.labels()
    }

    /// The points in the order of arrival; at least one.
    #[must_use]
    pub fn points(&self) -> &[HistoryPoint<'c>] {
        &self.points
    }

    /// The series as the newest exchange says it.
    #[must_use]
    pub fn series(&self) -> Series<'c> {
        self.series
    }

    /// The newest point: the one that says the latest time, or the last to arrive where times are not said.
    #[must_use]
    pub fn newest(&self) -> HistoryPoint<'c> {
        let mut newest = self.points[0];
        for &candidate in &self.points[1..] {
            let older = match (candidate.point.time(), newest.point.time()) {
                (Some(candidate), Some(newest)) => candidate < newest,
                _ => false,
            };
            if !older {
                newest = candidate;
            }
        }
        newest
    }
}

/// Where a series comes from: the scraped URL, or nothing for a push, where the resource says it.
fn origin(exchange: &Exchange) -> &str {
    match exchange.transport() {
        super::Transport::Scrape => exchange.path(),
        _ => "",
    }
}

pub(super) fn histories(capture: &Capture) -> Vec<History<'_>> {
    histories_of(capture, |_| true)
}

/// The histories of the families that are asked for; the others are not looked at.
pub(super) fn histories_of(capture: &Capture, wanted: impl Fn(Family<'_>) -> bool) -> Vec<History<'_>> {
    let mut all: Vec<History<'_>> = Vec::new();
    let mut hashes: Vec<u64> = Vec::new();
    let mut index: HashTable<usize> = HashTable::new();
    for (exchange, reading) in capture.readings() {
        for family in reading.families().filter(|family| wanted(*family)) {
            let above = hash_family(exchange, family);
            for series in family.series() {
                let mut points = series.points().map(|point| HistoryPoint { exchange, point }).peekable();
                if points.peek().is_none() {
                    continue;
                }
                let hash = hash_labels(above, series.labels());
                let same = |&known: &usize| {
                    let History { family: f, series: s, points } = &all[known];
                    s.labels() == series.labels() && same_family((points[0].exchange, *f), (exchange, family))
                };
                if let Some(&known) = index.find(hash, same) {
                    let history = &mut all[known];
                    history.points.extend(points);
                    (history.family, history.series) = (family, series);
                } else {
                    index.insert_unique(hash, all.len(), |&known| hashes[known]);
                    hashes.push(hash);
                    all.push(History { family, series, points: points.collect() });
                }
            }
        }
    }
    all
}

/// Whether two families, each of an exchange, are one and the same.
pub(super) fn same_family(a: (&Exchange, Family<'_>), b: (&Exchange, Family<'_>)) -> bool {
    a.1.name() == b.1.name()
        && a.1.kind() == b.1.kind()
        && origin(a.0) == origin(b.0)
        && a.1.scope() == b.1.scope()
        && a.1.resource().map(Resource::attributes) == b.1.resource().map(Resource::attributes)
}

pub(super) fn hash_family(exchange: &Exchange, family: Family<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    origin(exchange).hash(&mut hasher);
    family.name().hash(&mut hasher);
    family.kind().hash(&mut hasher);
    family.scope().map(Scope::name).hash(&mut hasher);
    let above = hasher.finish();
    family.resource().map_or(above, |resource| hash_labels(above, resource.attributes()))
}

pub(super) fn hash_labels(above: u64, labels: Labels<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    above.hash(&mut hasher);
    for label in labels.iter() {
        label.key.hash(&mut hasher);
        match label.value {
            crate::model::Value::Text(text) => text.hash(&mut hasher),
            crate::model::Value::Typed(value) => value.hash(&mut hasher),
        }
    }
    hasher.finish()
}
