//! Points that are said in several samples: histograms, summaries, counters with a creation time.

use crate::model::{
    ExemplarDraft, HistogramDraft, Kind, Number, PointDraft, Quantile, ReadingBuilder, SeriesId,
    SummaryDraft, Timestamp, ValueDraft,
};

use super::blocks::Role;

/// What the samples of one point have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    exemplars: Vec<ExemplarDraft>,
}

/// The points at hand. Mostly one; more where a body says all buckets of all series before the first sum.
#[derive(Debug, Default)]
pub(super) struct Assemblies {
    open: Vec<Assembly>,
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
                let found = self.open.iter().rposition(|assembly| assembly.key == key);
                found.unwrap_or_else(|| self.begin(key))
            }
        };
        let place = if self.open[place].takes(role, bound) {
            place
        } else {
            // The same sample again is the beginning of another point.
            self.emit_through(builder, place);
            self.begin(key)
        };
        let assembly = &mut self.open[place];
        assembly.start = start.or(assembly.start);
        assembly.exemplars.extend_from_slice(exemplars);
        match (role, bound) {
            (Role::Bucket, Some(bound)) => {
                assembly.bounds.push(bound);
                assembly.counts.push(number);
            }
            (Role::Quantile, Some(quantile)) => assembly.quantiles.push(Quantile { quantile, value: number }),
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
            exemplars: Vec::new(),
        });
        assembly.key = key;
        self.open.push(assembly);
        self.open.len() - 1
    }

    /// Writes down every point at hand.
    pub(super) fn finish(&mut self, builder: &mut ReadingBuilder) {
        for assembly in std::mem::take(&mut self.open) {
            self.emit(builder, assembly);
        }
    }

    fn close_last(&mut self, builder: &mut ReadingBuilder) {
        let Some((last, before)) = self.open.split_last() else { return };
        // The points of a series keep their order, so this one waits for an earlier one that is not whole yet.
        if before.iter().all(|assembly| assembly.key.series != last.key.series)
            && let Some(assembly) = self.open.pop()
        {
            self.emit(builder, assembly);
        }
    }

    /// Writes down a point at hand and before it those of the same series that came before it.
    fn emit_through(&mut self, builder: &mut ReadingBuilder, place: usize) {
        let series = self.open[place].key.series;
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
                        !self.bounds.iter().any(|known| known.to_bits() == bound.to_bits())
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
