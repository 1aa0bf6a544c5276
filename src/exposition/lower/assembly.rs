//! Points that are said in several samples: histograms, summaries, counters with a creation time.

use crate::model::{
    ExemplarDraft, HistogramDraft, Kind, Number, PointDraft, Quantile, ReadingBuilder, SeriesId,
    SummaryDraft, Timestamp, ValueDraft,
};

use super::blocks::Role;
use rustc_hash::FxHashMap;

/// What the samples of one point have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) series: SeriesId,
    pub(super) kind: Kind,
    pub(super) time: Option<Timestamp>,
}

/// The reach of no bounds.
const NOWHERE: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);

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
    /// The lowest and the highest of the bounds, which tell most new ones without looking at all.
    reach: (f64, f64),
    counts: Vec<Number>,
    quantiles: Vec<Quantile>,
    exemplars: Vec<ExemplarDraft>,
}

/// The points at hand. Mostly one; more where a body says all buckets of all series before the first sum.
#[derive(Debug, Default)]
pub(super) struct Assemblies {
    open: Vec<Assembly>,
    /// Of each series at hand how many points, and where the newest is. Bodies that say all buckets of all series first have thousands.
    places: FxHashMap<SeriesId, (usize, usize)>,
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
            Some(last) if last.key == key => self.open.len() - 1,
            _ => {
                if self.open.last().is_some_and(Assembly::is_complete) {
                    self.close_last(builder);
                }
                self.find(key).unwrap_or_else(|| self.begin(key))
            }
        };
        let place = if self.open[place].takes(role, bound) {
            place
        } else {
            // The same sample again is the beginning of another point.
            self.begin_again(builder, place, key)
        };
        let assembly = &mut self.open[place];
        assembly.start = start.or(assembly.start);
        assembly.exemplars.extend_from_slice(exemplars);
        match (role, bound) {
            (Role::Bucket, Some(bound)) => {
                assembly.bounds.push(bound);
                assembly.reach = (assembly.reach.0.min(bound), assembly.reach.1.max(bound));
                assembly.counts.push(number);
            }
            (Role::Quantile, Some(quantile)) => assembly.quantiles.push(Quantile { quantile, value: number }),
            (Role::Sum, _) => assembly.sum = Some(number),
            (Role::Count, _) => assembly.count = Some(number),
            (Role::Created, _) => assembly.created = Some(number),
            (Role::Value | Role::Bucket | Role::Quantile, _) => assembly.value = Some(number),
        }
    }

    /// The newest point at hand of that key.
    fn find(&self, key: Key) -> Option<usize> {
        let &(number, newest) = self.places.get(&key.series)?;
        if self.open[newest].key == key {
            return Some(newest);
        }
        if number == 1 { None } else { self.open.iter().rposition(|assembly| assembly.key == key) }
    }

    fn begin(&mut self, key: Key) -> usize {
        let assembly = self.empty(key);
        self.open.push(assembly);
        let place = self.open.len() - 1;
        self.put_down(key.series, place);
        place
    }

    fn put_down(&mut self, series: SeriesId, place: usize) {
        let (number, newest) = self.places.entry(series).or_default();
        *number += 1;
        *newest = place;
    }

    fn empty(&mut self, key: Key) -> Assembly {
        let mut assembly = self.spare.pop().unwrap_or_else(|| Assembly {
            key,
            value: None,
            count: None,
            sum: None,
            created: None,
            start: None,
            bounds: Vec::new(),
            reach: NOWHERE,
            counts: Vec::new(),
            quantiles: Vec::new(),
            exemplars: Vec::new(),
        });
        assembly.key = key;
        assembly
    }

    /// Writes down every point at hand.
    pub(super) fn finish(&mut self, builder: &mut ReadingBuilder) {
        self.places.clear();
        for assembly in std::mem::take(&mut self.open) {
            self.emit(builder, assembly);
        }
    }

    fn close_last(&mut self, builder: &mut ReadingBuilder) {
        let Some(series) = self.open.last().map(|last| last.key.series) else { return };
        // The points of a series keep their order, so this one waits for an earlier one that is not whole yet.
        if self.places.get(&series).is_some_and(|&(number, _)| number == 1)
            && let Some(assembly) = self.open.pop()
        {
            self.places.remove(&series);
            self.emit(builder, assembly);
        }
    }

    /// Writes down a point at hand, before it those of the same series that came before it, and begins another.
    fn begin_again(&mut self, builder: &mut ReadingBuilder, place: usize, key: Key) -> usize {
        let series = key.series;
        if self.places.get(&series).is_some_and(|&(number, _)| number == 1) {
            let empty = self.empty(key);
            let whole = std::mem::replace(&mut self.open[place], empty);
            self.emit(builder, whole);
            return place;
        }
        let (mut at, mut left) = (0, place + 1);
        while left > 0 {
            if self.open[at].key.series == series {
                let assembly = self.open.remove(at);
                self.emit(builder, assembly);
            } else {
                at += 1;
            }
            left -= 1;
        }
        self.places.clear();
        for place in 0..self.open.len() {
            self.put_down(self.open[place].key.series, place);
        }
        self.begin(key)
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
                !self.is_complete()
                    && bound.is_none_or(|bound| {
                        bound < self.reach.0
                            || bound > self.reach.1
                            || !self.bounds.iter().any(|known| known.to_bits() == bound.to_bits())
                    })
            }
            Role::Quantile => bound.is_none_or(|bound| {
                !self.quantiles.iter().any(|known| known.quantile.to_bits() == bound.to_bits())
            }),
            Role::Sum => self.sum.is_none(),
            Role::Count => self.count.is_none(),
            Role::Created => self.created.is_none(),
            Role::Value => self.value.is_none(),
        }
    }

    fn clear(&mut self) {
        (self.value, self.count, self.sum, self.created, self.start) = (None, None, None, None, None);
        self.bounds.clear();
        self.reach = NOWHERE;
        self.counts.clear();
        self.quantiles.clear();
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
