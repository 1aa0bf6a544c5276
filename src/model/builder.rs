//! Builds a reading: how both doors of the house, and tests, put together what they read.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::histogram::{ExponentialData, HistogramData, Quantile, Run, Span, SummaryData};
use super::intern::{Interner, LabelSetId, Symbol, ValueId};
use super::kind::{Kind, Temporality};
use super::number::Number;
use super::point::{ExemplarData, NONE, PointData, StoredValue};
use super::reading::{FamilyData, Reading, ResourceData, ScopeData, SeriesData};
use super::time::Timestamp;
use super::value::AttributeValue;

/// A family of a [`ReadingBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyId(u32);

/// A series of a [`ReadingBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeriesId(u32);

/// A resource of a [`ReadingBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceId(u32);

/// A scope of a [`ReadingBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeId(u32);

/// What is said of a resource.
#[derive(Clone, Copy, Debug)]
pub struct ResourceDraft {
    /// Its attributes.
    pub attributes: LabelSetId,
    /// Its schema URL, [`Symbol::EMPTY`] for none.
    pub schema_url: Symbol,
    /// How many attributes were dropped.
    pub dropped_attributes: u32,
}

/// What is said of a scope.
#[derive(Clone, Copy, Debug)]
pub struct ScopeDraft {
    /// Its name, [`Symbol::EMPTY`] for none.
    pub name: Symbol,
    /// Its version, [`Symbol::EMPTY`] for none.
    pub version: Symbol,
    /// Its schema URL, [`Symbol::EMPTY`] for none.
    pub schema_url: Symbol,
    /// Its attributes.
    pub attributes: LabelSetId,
    /// How many attributes were dropped.
    pub dropped_attributes: u32,
}

/// What is said of a family.
#[derive(Clone, Copy, Debug)]
pub struct FamilyDraft {
    /// Its name, see [`Family::name`](super::Family::name).
    pub name: Symbol,
    /// Its type.
    pub kind: Kind,
    /// Its unit.
    pub unit: Option<Symbol>,
    /// Its help text or description.
    pub help: Option<Symbol>,
    /// How its points add up.
    pub temporality: Option<Temporality>,
    /// OTLP's metadata attributes.
    pub metadata: LabelSetId,
    /// What sent it.
    pub resource: Option<ResourceId>,
    /// The library that made it.
    pub scope: Option<ScopeId>,
}

impl FamilyDraft {
    /// A family of which no more is known than its name and type.
    #[must_use]
    pub const fn new(name: Symbol, kind: Kind) -> Self {
        Self {
            name,
            kind,
            unit: None,
            help: None,
            temporality: None,
            metadata: LabelSetId::EMPTY,
            resource: None,
            scope: None,
        }
    }
}

/// What is said by a point.
#[derive(Clone, Copy, Debug)]
pub struct PointDraft<'a> {
    /// What it holds.
    pub value: ValueDraft<'a>,
    /// When it was observed.
    pub time: Option<Timestamp>,
    /// When counting began.
    pub start: Option<Timestamp>,
    /// OTLP's flag bits.
    pub flags: u32,
    /// Its exemplars.
    pub exemplars: &'a [ExemplarDraft],
}

impl<'a> PointDraft<'a> {
    /// A point of which no more is known than its value.
    #[must_use]
    pub const fn new(value: ValueDraft<'a>) -> Self {
        Self { value, time: None, start: None, flags: 0, exemplars: &[] }
    }
}

/// What a point holds.
#[derive(Clone, Copy, Debug)]
pub enum ValueDraft<'a> {
    /// Nothing.
    Absent,
    /// A number.
    Number(Number),
    /// A distribution.
    Histogram(HistogramDraft<'a>),
    /// Quantiles.
    Summary(SummaryDraft<'a>),
}

/// A distribution, see [`Histogram`](super::Histogram).
#[derive(Clone, Copy, Debug, Default)]
pub struct HistogramDraft<'a> {
    /// How many observations.
    pub count: Option<Number>,
    /// Their sum.
    pub sum: Option<Number>,
    /// The smallest.
    pub min: Option<f64>,
    /// The largest.
    pub max: Option<f64>,
    /// Upper bounds of the explicit buckets, a last one without limit as `+Inf`.
    pub bounds: &'a [f64],
    /// Counts of the explicit buckets.
    pub counts: &'a [Number],
    /// Whether each count includes the buckets before.
    pub cumulative: bool,
    /// The exponential buckets.
    pub exponential: Option<ExponentialDraft<'a>>,
}

/// Exponential buckets, see [`Exponential`](super::Exponential).
#[derive(Clone, Copy, Debug)]
pub struct ExponentialDraft<'a> {
    /// Scale or schema.
    pub scale: i32,
    /// Observations in the zero bucket.
    pub zero_count: Number,
    /// Half width of the zero bucket.
    pub zero_threshold: f64,
    /// Spans and counts of positive observations, by OTLP's index.
    pub positive: (&'a [Span], &'a [Number]),
    /// Spans and counts of negative observations, by OTLP's index.
    pub negative: (&'a [Span], &'a [Number]),
    /// Bounds of custom buckets (schema -53).
    pub custom_bounds: &'a [f64],
}

/// A summary, see [`Summary`](super::Summary).
#[derive(Clone, Copy, Debug, Default)]
pub struct SummaryDraft<'a> {
    /// How many observations.
    pub count: Option<Number>,
    /// Their sum.
    pub sum: Option<Number>,
    /// The quantiles.
    pub quantiles: &'a [Quantile],
}

/// An exemplar, see [`Exemplar`](super::Exemplar).
#[derive(Clone, Copy, Debug)]
pub struct ExemplarDraft {
    /// The observed value.
    pub value: Number,
    /// When it was observed.
    pub time: Option<Timestamp>,
    /// Its labels or filtered attributes.
    pub labels: LabelSetId,
    /// OTLP's trace id.
    pub trace_id: Option<[u8; 16]>,
    /// OTLP's span id.
    pub span_id: Option<[u8; 8]>,
}

/// Builds a [`Reading`].
///
/// Strings and label sets are interned first and named by small ids, so that the common case, a label set seen
/// before, costs one look-up and no allocation. [`ReadingBuilder::number`] is the short way for tests.
#[derive(Debug)]
pub struct ReadingBuilder {
    interner: Interner,
    reading: Box<Reading>,
    by_labels: HashTable<(u32, u32)>,
    order: Vec<(Symbol, ValueId)>,
}

impl Default for ReadingBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl ReadingBuilder {
    /// An empty reading.
    #[must_use]
    pub fn new() -> Self {
        Self {
            interner: Interner::new(),
            reading: Box::default(),
            by_labels: HashTable::new(),
            order: Vec::new(),
        }
    }

    /// Keeps a string once.
    pub fn intern(&mut self, text: &str) -> Symbol {
        self.interner.text(text)
    }

    /// The string of a symbol.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        self.interner.pools.strings.get(symbol)
    }

    /// Keeps a typed value once.
    pub fn value(&mut self, value: AttributeValue) -> ValueId {
        self.interner.value(value)
    }

    /// Keeps a label set once, in whatever order its labels come.
    pub fn label_set(&mut self, labels: &[(Symbol, ValueId)]) -> LabelSetId {
        let strings = &self.interner.pools.strings;
        if labels.is_sorted_by(|a, b| a.0 == b.0 || strings.get(a.0) <= strings.get(b.0)) {
            return self.interner.set(labels);
        }
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        order.extend_from_slice(labels);
        order.sort_by(|a, b| strings.get(a.0).cmp(strings.get(b.0)));
        let id = self.interner.set(&order);
        self.order = order;
        id
    }

    /// Keeps a set of string labels once.
    pub fn string_labels(&mut self, labels: &[(&str, &str)]) -> LabelSetId {
        let labels: Vec<(Symbol, ValueId)> =
            labels.iter().map(|(key, value)| (self.intern(key), self.intern(value).into())).collect();
        self.label_set(&labels)
    }

    /// Adds a resource.
    pub fn resource(&mut self, draft: ResourceDraft) -> ResourceId {
        let ResourceDraft { attributes, schema_url, dropped_attributes } = draft;
        self.reading.resources.push(ResourceData { attributes, schema_url, dropped_attributes });
        ResourceId(self.reading.resources.len() as u32 - 1)
    }

    /// Adds a scope.
    pub fn scope(&mut self, draft: ScopeDraft) -> ScopeId {
        let ScopeDraft { name, version, schema_url, attributes, dropped_attributes } = draft;
        self.reading.scopes.push(ScopeData { name, version, schema_url, attributes, dropped_attributes });
        ScopeId(self.reading.scopes.len() as u32 - 1)
    }

    /// Adds a family, also if there is one of that name already.
    pub fn family(&mut self, draft: FamilyDraft) -> FamilyId {
        self.reading.families.push(FamilyData {
            name: draft.name,
            kind: draft.kind,
            unit: draft.unit,
            help: draft.help,
            temporality: draft.temporality,
            metadata: draft.metadata,
            resource: draft.resource.map_or(NONE, |id| id.0),
            scope: draft.scope.map_or(NONE, |id| id.0),
            first: NONE,
            last: NONE,
            series: 0,
        });
        FamilyId(self.reading.families.len() as u32 - 1)
    }

    /// Says anew what is said of a family; its series stay.
    pub fn describe(&mut self, family: FamilyId, draft: FamilyDraft) {
        let data = &mut self.reading.families[family.0 as usize];
        (data.name, data.kind, data.unit, data.help) = (draft.name, draft.kind, draft.unit, draft.help);
        (data.temporality, data.metadata) = (draft.temporality, draft.metadata);
    }

    /// The series of a family with these labels: the one that is there, or a new one.
    pub fn series(&mut self, family: FamilyId, labels: LabelSetId) -> SeriesId {
        let Reading { families, series, .. } = &mut *self.reading;
        let last = families[family.0 as usize].last;
        // Most wires say all of one series before they begin the next.
        if last != NONE && series[last as usize].labels == labels {
            return SeriesId(last);
        }
        let hash = hash_series(family.0, labels);
        let found = self
            .by_labels
            .find(hash, |&(of, index)| of == family.0 && series[index as usize].labels == labels);
        if let Some(&(_, index)) = found {
            return SeriesId(index);
        }
        let index = series.len() as u32;
        series.push(SeriesData { labels, next: NONE, first: NONE, last: NONE });
        let data = &mut families[family.0 as usize];
        match data.last {
            NONE => data.first = index,
            before => series[before as usize].next = index,
        }
        data.last = index;
        data.series += 1;
        self.by_labels.insert_unique(hash, (family.0, index), |&(of, index)| {
            hash_series(of, series[index as usize].labels)
        });
        SeriesId(index)
    }

    /// Adds a point to a series.
    pub fn point(&mut self, series: SeriesId, draft: PointDraft<'_>) {
        let value = match draft.value {
            ValueDraft::Absent => StoredValue::Absent,
            ValueDraft::Number(number) => StoredValue::Number(number),
            ValueDraft::Histogram(histogram) => StoredValue::Histogram(self.histogram(&histogram)),
            ValueDraft::Summary(summary) => {
                let quantiles = extend(&mut self.reading.quantiles, summary.quantiles);
                self.reading.summaries.push(SummaryData {
                    count: summary.count,
                    sum: summary.sum,
                    quantiles,
                });
                StoredValue::Summary(self.reading.summaries.len() as u32 - 1)
            }
        };
        let time = self.time(draft.time);
        let start = self.time(draft.start);
        let reading = &mut *self.reading;
        let exemplars = Run { start: reading.exemplars.len() as u32, len: draft.exemplars.len() as u32 };
        reading.exemplars.extend(draft.exemplars.iter().map(|draft| ExemplarData {
            value: draft.value,
            time: draft.time,
            labels: draft.labels,
            trace_id: draft.trace_id,
            span_id: draft.span_id,
        }));
        let index = reading.points.len() as u32;
        reading.points.push(PointData { value, next: NONE, time, start, flags: draft.flags, exemplars });
        let data = &mut reading.series[series.0 as usize];
        match data.last {
            NONE => data.first = index,
            before => reading.points[before as usize].next = index,
        }
        data.last = index;
    }

    fn histogram(&mut self, draft: &HistogramDraft<'_>) -> u32 {
        let bounds = self.bounds(draft.bounds);
        let counts = extend(&mut self.reading.counts, draft.counts);
        let exponential = draft.exponential.map(|draft| {
            let custom_bounds = self.bounds(draft.custom_bounds);
            let reading = &mut *self.reading;
            let mut side =
                |(spans, counts)| (extend(&mut reading.spans, spans), extend(&mut reading.counts, counts));
            Box::new(ExponentialData {
                scale: draft.scale,
                zero_count: draft.zero_count,
                zero_threshold: draft.zero_threshold,
                positive: side(draft.positive),
                negative: side(draft.negative),
                custom_bounds,
            })
        });
        self.reading.histograms.push(HistogramData {
            count: draft.count,
            sum: draft.sum,
            min: draft.min,
            max: draft.max,
            bounds,
            counts,
            cumulative: draft.cumulative,
            exponential,
        });
        self.reading.histograms.len() as u32 - 1
    }

    /// Keeps bucket bounds; series after series has the same ones, so the last ones are shared.
    fn bounds(&mut self, bounds: &[f64]) -> Run {
        let pool = &mut self.reading.bounds;
        let start = pool.len().saturating_sub(bounds.len());
        let same = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits();
        if pool.len() >= bounds.len() && pool[start..].iter().zip(bounds).all(same) {
            return Run { start: start as u32, len: bounds.len() as u32 };
        }
        extend(pool, bounds)
    }

    /// Keeps a time; points of one look mostly share theirs with the point before.
    fn time(&mut self, time: Option<Timestamp>) -> u32 {
        let Some(time) = time else { return NONE };
        let times = &mut self.reading.times;
        let recent = times.len().saturating_sub(2);
        if let Some(place) = times[recent..].iter().position(|&known| known == time) {
            return (recent + place) as u32;
        }
        times.push(time);
        times.len() as u32 - 1
    }

    /// Adds a number with string labels to the last family if that has this name and type, else to a new family.
    pub fn number(&mut self, name: &str, kind: Kind, labels: &[(&str, &str)], value: impl Into<Number>) {
        let name = self.intern(name);
        let labels = self.string_labels(labels);
        let family = match self.reading.families.last() {
            Some(last) if last.name == name && last.kind == kind => {
                FamilyId(self.reading.families.len() as u32 - 1)
            }
            _ => self.family(FamilyDraft::new(name, kind)),
        };
        let series = self.series(family, labels);
        self.point(series, PointDraft::new(ValueDraft::Number(value.into())));
    }

    /// The finished reading, its pools cut to their size.
    #[must_use]
    pub fn finish(self) -> Reading {
        let mut reading = *self.reading;
        reading.pools = self.interner.pools;
        reading.shrink();
        reading
    }
}

fn extend<T: Clone>(pool: &mut Vec<T>, items: &[T]) -> Run {
    let start = pool.len() as u32;
    pool.extend_from_slice(items);
    Run { start, len: items.len() as u32 }
}

fn hash_series(family: u32, labels: LabelSetId) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(u64::from(family) << 32 | u64::from(labels.0));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PointValue;

    #[test]
    fn label_sets_are_kept_once_in_the_order_of_their_keys() {
        let mut builder = Reading::builder();
        let one = builder.string_labels(&[("b", "2"), ("a", "1")]);
        let two = builder.string_labels(&[("a", "1"), ("b", "2")]);
        assert_eq!(one, two);
        builder.number("m", Kind::Gauge, &[("b", "2"), ("a", "1")], 1.0);
        let reading = builder.finish();
        let family = reading.family("m").expect("it is there");
        assert_eq!(family.series().next().expect("one").labels().to_string(), r#"{a="1",b="2"}"#);
    }

    #[test]
    fn series_come_together_however_they_are_interleaved() {
        let mut builder = Reading::builder();
        for (labels, value) in [("x", 1_i64), ("y", 2), ("x", 3)] {
            builder.number("m", Kind::Counter, &[("l", labels)], value);
        }
        let reading = builder.finish();
        let family = reading.family("m").expect("it is there");
        assert_eq!(family.series_count(), 2);
        let values: Vec<Vec<_>> = family
            .series()
            .map(|series| series.points().filter_map(|p| p.number()?.as_integer()).collect())
            .collect();
        assert_eq!(values, [vec![1, 3], vec![2]]);
    }

    #[test]
    fn typed_values_are_told_from_strings_that_look_alike() {
        let mut builder = Reading::builder();
        let key = builder.intern("k");
        let number = builder.value(200_i64.into());
        let text: ValueId = builder.intern("200").into();
        assert_ne!(builder.label_set(&[(key, number)]), builder.label_set(&[(key, text)]));
    }

    #[test]
    fn equal_bounds_of_neighbours_are_kept_once() {
        let mut builder = Reading::builder();
        let name = builder.intern("h");
        let family = builder.family(FamilyDraft::new(name, Kind::Histogram));
        for label in ["a", "b"] {
            let labels = builder.string_labels(&[("l", label)]);
            let series = builder.series(family, labels);
            let counts = [Number::from(1_i64), Number::from(2_i64)];
            let draft =
                HistogramDraft { bounds: &[0.5, f64::INFINITY], counts: &counts, ..Default::default() };
            builder.point(series, PointDraft::new(ValueDraft::Histogram(draft)));
        }
        let reading = builder.finish();
        assert_eq!(reading.bounds.len(), 2);
        for point in reading.family("h").expect("it is there").points() {
            let PointValue::Histogram(histogram) = point.value() else { panic!("a histogram was added") };
            assert_eq!(histogram.bounds(), [0.5, f64::INFINITY]);
        }
    }
}
