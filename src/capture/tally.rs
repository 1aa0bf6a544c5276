//! How much has come: counts that are cheap to keep while a capture grows.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::exchange::Exchange;
use super::history::{hash_family, hash_labels};
use super::record::Transport;

/// Counts of what was exchanged.
///
/// Series are told apart by a hash of 64 bits; that two of a million are taken for one has a chance of
/// about one in forty million.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    exports: usize,
    scrapes: usize,
    refused: usize,
    points: usize,
    families: FxHashSet<u64>,
    series: FxHashSet<u64>,
}

impl Tally {
    /// Counts an exchange.
    pub fn add(&mut self, exchange: &Exchange) {
        match exchange.transport() {
            _ if exchange.is_refused() => self.refused += 1,
            Transport::Scrape => self.scrapes += 1,
            Transport::OtlpGrpc | Transport::OtlpHttp => self.exports += 1,
        }
        let Some(reading) = exchange.taken() else { return };
        self.points += reading.point_count();
        for family in reading.families() {
            let mut hasher = FxHasher::default();
            family.name().hash(&mut hasher);
            self.families.insert(hasher.finish());
            let above = hash_family(exchange, family);
            self.series.extend(family.series().map(|series| hash_labels(above, series.labels())));
        }
    }

    /// OTLP requests of every signal that were taken.
    #[must_use]
    pub fn exports(&self) -> usize {
        self.exports
    }

    /// Scrapes, failed ones included.
    #[must_use]
    pub fn scrapes(&self) -> usize {
        self.scrapes
    }

    /// OTLP requests and connections that were refused or broken off; nothing of what they say is counted.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Metric points, repeated ones included.
    #[must_use]
    pub fn points(&self) -> usize {
        self.points
    }

    /// Family names.
    #[must_use]
    pub fn families(&self) -> usize {
        self.families.len()
    }

    /// Distinct series.
    #[must_use]
    pub fn series(&self) -> usize {
        self.series.len()
    }
}

impl<'e> Extend<&'e Exchange> for Tally {
    fn extend<I: IntoIterator<Item = &'e Exchange>>(&mut self, exchanges: I) {
        for exchange in exchanges {
            self.add(exchange);
        }
    }
}
