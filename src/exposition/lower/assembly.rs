//! Points that are said in several samples: histograms, summaries, counters with a creation time.

use crate::model::{
    ExemplarDraft, HistogramDraft, Kind, Number, PointDraft, Quantile, ReadingBuilder, SeriesId,
    SummaryDraft, Timestamp, ValueDraft,
};

use super::blocks::Role;
use super::open::{Keyed, Known, Open};

/// What the samples of one point have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) series: SeriesId,
    pub(super) kind: Kind,
    pub(super) time: Option<Timestamp>,
}

/// A point of which some samples have been read.
#[derive(Debug)]
struct Assembly {
    key: Key,
    value: Option<Number>,
    count: Option<Number>,
    sum: Option<Number>,
    created: Option<Number>,
    start: Option<Timestamp>,
    bounds: Vec<f64>,
    counts: Vec<Number>,
    quantiles: Vec<Quantile>,
    /// The bounds, or the quantiles.
    known: Known,
    exemplars: Vec<ExemplarDraft>,
}

/// The points at hand. Mostly one; more where a body says all buckets of all series before the first sum.
#[derive(Debug, Default)]
pub(super) struct Assemblies {
    open: Open<Assembly>,
    /// Emptied ones, whose memory is used again.
    spare: Vec<Assembly>,
}

impl Assemblies {
    #[allow(clippy::too_many_arguments, reason = "the parts of one sample, which have no name together")]
    pub(super) fn add(
        &mut self,
        builder: &mut ReadingBuilder,
        key: Key,
        role: Role,
        bound: Option<f64>,
        number: Number,
        start: Option<Timestamp>,
        exemplars: &[ExemplarDraft],
    ) {
        let place = match self.open.last() {
            Some((place, last)) if last.key == key => place,
            last => {
                if last.is_some_and(|(_, last)| last.is_complete()) {
                    // The points of a series keep their order, so this one waits for an earlier one that is not whole yet.
                    if let Some(assembly) = self.open.take_last_if_alone() {
                        self.emit(builder, assembly);
                    }
                }
                self.open.find(&key).unwrap_or_else(|| self.begin(key))
            }
        };
        let place = if self.open.at(place).is_some_and(|assembly| assembly.takes(role, bound)) {
            place
        } else {
            // The same sample again is the beginning of another point.
            while let Some(assembly) = self.open.take_through(key.series, place) {
                self.emit(builder, assembly);
            }
            self.begin(key)
        };
        let Some(assembly) = self.open.at_mut(place) else { return };
        assembly.start = start.or(assembly.start);
        assembly.exemplars.extend_from_slice(exemplars);
        match (role, bound) {
            (Role::Bucket, Some(bound)) => {
                assembly.known.add(bound, assembly.bounds.iter().copied());
                assembly.bounds.push(bound);
                assembly.counts.push(number);
            }
            (Role::Quantile, Some(quantile)) => {
                assembly.known.add(quantile, assembly.quantiles.iter().map(|known| known.quantile));
                assembly.quantiles.push(Quantile { quantile, value: number });
            }
            (Role::Sum, _) => assembly.sum = Some(number),
            (Role::Count, _) => assembly.count = Some(number),
            (Role::Created, _) => assembly.created = Some(number),
            (Role::Value | Role::Bucket | Role::Quantile, _) => assembly.value = Some(number),
        }
    }

    fn begin(&mut self, key: Key) -> usize {
        let mut assembly = self.spare.pop().unwrap_or_else(|| Assembly {
            key,
            value: None,
            count: None,
            sum: None,
            created: None,
            start: None,
            bounds: Vec::new(),
            counts: Vec::new(),
            quantiles: Vec::new(),
            known: Known::default(),
            exemplars: Vec::new(),
        });
        assembly.key = key;
        self.open.push(assembly)
    }

    /// Writes down every point at hand.
    pub(super) fn finish(&mut self, builder: &mut ReadingBuilder) {
        for assembly in self.open.take_all() {
            self.emit(builder, assembly);
        }
    }

    fn emit(&mut self, builder: &mut ReadingBuilder, mut assembly: Assembly) {
        let value = match assembly.key.kind {
            Kind::Histogram | Kind::GaugeHistogram => ValueDraft::Histogram(HistogramDraft {
                count: assembly.count,
                sum: assembly.sum,
                bounds: &assembly.bounds,
                counts: &assembly.counts,
                cumulative: true,
                ..HistogramDraft::default()
            }),
            Kind::Summary => ValueDraft::Summary(SummaryDraft {
                count: assembly.count,
                sum: assembly.sum,
                quantiles: &assembly.quantiles,
            }),
            _ => assembly.value.map_or(ValueDraft::Absent, ValueDraft::Number),
        };
        let created = assembly.created.map(|seconds| from_seconds(seconds.as_f64()));
        let draft = PointDraft {
            value,
            time: assembly.key.time,
            start: assembly.start.or(created),
            flags: 0,
            exemplars: &assembly.exemplars,
        };
        builder.point(assembly.key.series, draft);
        assembly.clear();
        self.spare.push(assembly);
    }
}

impl Keyed for Assembly {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl Assembly {
    /// Whether the point can be whole without any further sample.
    fn is_complete(&self) -> bool {
        match self.key.kind {
            Kind::Histogram | Kind::GaugeHistogram => {
                self.count.is_some() && self.sum.is_some() && self.bounds.last() == Some(&f64::INFINITY)
            }
            Kind::Summary => self.count.is_some() && self.sum.is_some(),
            _ => self.value.is_some(),
        }
    }

    /// Whether the point has room for a sample.
    fn takes(&self, role: Role, bound: Option<f64>) -> bool {
        match role {
            Role::Bucket => {
                let has = |bound| self.known.has(bound, self.bounds.iter().copied());
                !self.is_complete() && !bound.is_some_and(has)
            }
            Role::Quantile => {
                let known = || self.quantiles.iter().map(|known| known.quantile);
                !bound.is_some_and(|bound| self.known.has(bound, known()))
            }
            Role::Sum => self.sum.is_none(),
            Role::Count => self.count.is_none(),
            Role::Created => self.created.is_none(),
            Role::Value => self.value.is_none(),
        }
    }

    fn clear(&mut self) {
        (self.value, self.count, self.sum, self.created, self.start) = (None, None, None, None, None);
        self.bounds.clear();
        self.counts.clear();
        self.quantiles.clear();
        self.known.clear();
        self.exemplars.clear();
    }
}

/// The time that a `_created` sample means. Its value is a double of seconds, good to some microseconds.
fn from_seconds(seconds: f64) -> Timestamp {
    let whole = seconds.floor();
    // Nine digits after the point would pretend more than a double of today's seconds holds.
    let micros = ((seconds - whole) * 1e6).round() as u32;
    Timestamp::new(whole as i64, micros * 1000)
}
