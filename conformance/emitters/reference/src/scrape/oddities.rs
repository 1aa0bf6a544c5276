//! What bad exporters expose: the defects that are about values rather than about HTTP.

use meterstick::exposition::Format;
use meterstick::model::Timestamp;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::defects::{self, Defect};
use crate::metrics::{Aggregate, Amount, Attributes, Kind, Series};
use crate::reader::{Shared, lock};

static SCRAPES: AtomicU64 = AtomicU64::new(0);

/// What is odd about one scrape. Without a defect, nothing is.
#[derive(Debug, Default)]
pub(super) struct Oddities {
    /// How many scrapes there were before.
    before: u64,
    format: Option<Format>,
    /// The counts of histograms a moment ago.
    counts: Option<HashMap<(String, Attributes), u64>>,
}

impl Oddities {
    pub(super) fn of(registry: &Shared, format: Format) -> Self {
        let before = SCRAPES.fetch_add(1, Ordering::Relaxed);
        let counts = defects::has(Defect::Torn).then(|| {
            let counts = counts(registry);
            thread::sleep(Duration::from_millis(20));
            counts
        });
        Self { before, format: Some(format), counts }
    }

    pub(super) fn leaves_out(&self, instrument: &str) -> bool {
        let is_open = self.format.is_some_and(Format::is_openmetrics);
        match instrument {
            "orders.open" => is_open && defects::has(Defect::FormatsDiffer),
            "queue.length" => self.before % 2 == 1 && defects::has(Defect::Unstable),
            _ => false,
        }
    }

    /// Another worker was started at another time.
    pub(super) fn start(&self, start: Timestamp) -> Timestamp {
        if self.before % 2 == 1 && defects::has(Defect::Alternating) {
            return Timestamp::new(start.seconds() + 1, start.subsec_nanos());
        }
        start
    }

    pub(super) fn counter(&self, amount: Amount) -> Amount {
        let part = |part: i128| match amount {
            Amount::Int(value) => Amount::Int(value / part),
            Amount::Float(value) => Amount::Float(value / part as f64),
        };
        if self.before % 3 == 2 && defects::has(Defect::Resets) {
            return part(2);
        }
        if self.before % 2 == 1 && defects::has(Defect::Alternating) {
            return part(4);
        }
        amount
    }

    pub(super) fn repeats(&self) -> bool {
        defects::has(Defect::DuplicateSeries)
    }

    /// The count of a histogram, which may be older than its buckets.
    pub(super) fn count(&self, instrument: &str, series: &Series, count: u64) -> u64 {
        let Some(counts) = &self.counts else { return count };
        counts.get(&(instrument.to_owned(), series.attributes.clone())).copied().unwrap_or_default()
    }

    /// The series that a gauge has got by being scraped.
    pub(super) fn grown(&self, instrument: &str) -> Vec<String> {
        if instrument != "queue.length" || !defects::has(Defect::Grows) {
            return Vec::new();
        }
        (0..=self.before).map(|number| format!("visitor-{number}")).collect()
    }
}

fn counts(registry: &Shared) -> HashMap<(String, Attributes), u64> {
    let registry = lock(registry);
    let histograms = registry.instruments.iter().filter(|instrument| instrument.kind == Kind::Histogram);
    let series =
        histograms.flat_map(|instrument| instrument.series.iter().map(|series| (&instrument.name, series)));
    series
        .filter_map(|(name, series)| match &series.total {
            Aggregate::Distribution(value) => Some(((name.clone(), series.attributes.clone()), value.count)),
            _ => None,
        })
        .collect()
}
