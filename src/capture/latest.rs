//! What the service says now: the newest point of every series.

use hashbrown::HashTable;

use super::exchange::Exchange;
use super::history::{HistoryPoint, hash_family, histories, same_family};
use super::snapshot::Capture;
use crate::model::{Family, Labels, Point};

/// The newest point of every series, by family.
///
/// Cumulative values that are exported again and again are there once.
#[derive(Clone)]
pub struct Latest<'c> {
    families: Vec<LatestFamily<'c>>,
}

/// A family with the newest point of each of its series.
#[derive(Clone)]
pub struct LatestFamily<'c> {
    family: Family<'c>,
    exchange: &'c Exchange,
    series: Vec<LatestSeries<'c>>,
}

/// A series with its newest point.
#[derive(Clone, Copy)]
pub struct LatestSeries<'c> {
    labels: Labels<'c>,
    newest: HistoryPoint<'c>,
}

impl<'c> Latest<'c> {
    pub(super) fn of(capture: &'c Capture) -> Self {
        let mut families: Vec<LatestFamily<'c>> = Vec::new();
        let mut hashes: Vec<u64> = Vec::new();
        let mut index: HashTable<usize> = HashTable::new();
        for history in histories(capture) {
            let newest = history.newest();
            let (exchange, family) = (newest.exchange, history.family());
            let hash = hash_family(exchange, family);
            let same = |&known: &usize| {
                let other: &LatestFamily<'_> = &families[known];
                same_family((other.exchange, other.family), (exchange, family))
            };
            let place = match index.find(hash, same) {
                Some(&known) => known,
                None => {
                    index.insert_unique(hash, families.len(), |&known| hashes[known]);
                    hashes.push(hash);
                    families.push(LatestFamily { family, exchange, series: Vec::new() });
                    families.len() - 1
                }
            };
            let entry = &mut families[place];
            if exchange.number() >= entry.exchange.number() {
                (entry.family, entry.exchange) = (family, exchange);
            }
            entry.series.push(LatestSeries { labels: history.labels(), newest });
        }
        Self { families }
    }

    /// The families in the order in which they were first seen.
    #[must_use]
    pub fn families(&self) -> &[LatestFamily<'c>] {
        &self.families
    }

    /// The first family of that name.
    #[must_use]
    pub fn family(&self, name: &str) -> Option<&LatestFamily<'c>> {
        self.families.iter().find(|family| family.family.name() == name)
    }
}

impl<'c> LatestFamily<'c> {
    /// The family as the newest exchange describes it: name, type, unit, help, scope, resource.
    ///
    /// Its own series are those of that exchange alone; [`LatestFamily::series`] are those of the whole capture.
    #[must_use]
    pub fn family(&self) -> Family<'c> {
        self.family
    }

    /// The newest exchange that says something of it.
    #[must_use]
    pub fn exchange(&self) -> &'c Exchange {
        self.exchange
    }

    /// Its series, each with its newest point.
    #[must_use]
    pub fn series(&self) -> &[LatestSeries<'c>] {
        &self.series
    }
}

impl<'c> LatestSeries<'c> {
    /// The labels.
    #[must_use]
    pub fn labels(&self) -> Labels<'c> {
        self.labels
    }

    /// The newest point.
    #[must_use]
    pub fn point(&self) -> Point<'c> {
        self.newest.point
    }

    /// The exchange in which the newest point came.
    #[must_use]
    pub fn exchange(&self) -> &'c Exchange {
        self.newest.exchange
    }
}
