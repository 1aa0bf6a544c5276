//! The messages of `io.prometheus.client`, as far as a body says them: a field that is not there is `None`.

use std::borrow::Cow;

use crate::model::Timestamp;

/// `MetricType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) enum Type {
    Counter,
    Gauge,
    Summary,
    Untyped,
    Histogram,
    GaugeHistogram,
    Unknown(i32),
}

impl Type {
    pub(super) fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Counter,
            1 => Self::Gauge,
            2 => Self::Summary,
            3 => Self::Untyped,
            4 => Self::Histogram,
            5 => Self::GaugeHistogram,
            other => Self::Unknown(other),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Family<'a> {
    pub(in crate::exposition) offset: usize,
    pub(in crate::exposition) name: Cow<'a, str>,
    pub(in crate::exposition) help: Option<Cow<'a, str>>,
    /// No type means a counter, because that is the zero of the enumeration.
    pub(in crate::exposition) kind: Option<Type>,
    pub(in crate::exposition) unit: Option<Cow<'a, str>>,
    pub(in crate::exposition) metrics: Vec<Metric<'a>>,
}

impl Family<'_> {
    pub(in crate::exposition) fn kind(&self) -> Type {
        self.kind.unwrap_or(Type::Counter)
    }
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Metric<'a> {
    pub(in crate::exposition) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(in crate::exposition) gauge: Option<f64>,
    pub(in crate::exposition) counter: Option<Counter<'a>>,
    pub(in crate::exposition) summary: Option<Summary>,
    pub(in crate::exposition) untyped: Option<f64>,
    pub(in crate::exposition) histogram: Option<Box<Histogram<'a>>>,
    pub(in crate::exposition) timestamp: Option<i64>,
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Counter<'a> {
    pub(in crate::exposition) value: f64,
    pub(in crate::exposition) exemplar: Option<Exemplar<'a>>,
    pub(in crate::exposition) start: Option<Timestamp>,
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Summary {
    pub(in crate::exposition) count: Option<u64>,
    pub(in crate::exposition) sum: Option<f64>,
    pub(in crate::exposition) quantiles: Vec<Quantile>,
    pub(in crate::exposition) start: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::exposition) struct Quantile {
    pub(in crate::exposition) quantile: f64,
    pub(in crate::exposition) value: f64,
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Histogram<'a> {
    pub(in crate::exposition) count: Option<u64>,
    pub(in crate::exposition) count_float: Option<f64>,
    pub(in crate::exposition) sum: Option<f64>,
    pub(in crate::exposition) buckets: Vec<Bucket<'a>>,
    pub(in crate::exposition) start: Option<Timestamp>,
    pub(in crate::exposition) schema: Option<i32>,
    pub(in crate::exposition) zero_threshold: Option<f64>,
    pub(in crate::exposition) zero_count: Option<u64>,
    pub(in crate::exposition) zero_count_float: Option<f64>,
    pub(in crate::exposition) negative: Side,
    pub(in crate::exposition) positive: Side,
    pub(in crate::exposition) exemplars: Vec<Exemplar<'a>>,
}

impl Histogram<'_> {
    /// Whether doubles count the observations of the native buckets, as Prometheus decides it.
    pub(in crate::exposition) fn is_float(&self) -> bool {
        self.count_float.is_some_and(|count| count > 0.0)
            || self.zero_count_float.is_some_and(|count| count > 0.0)
    }

    /// Whether Prometheus takes it to be a native histogram.
    pub(in crate::exposition) fn is_native(&self) -> bool {
        !self.positive.spans.is_empty()
            || !self.negative.spans.is_empty()
            || self.zero_threshold.is_some_and(|threshold| threshold > 0.0)
            || self.zero_count.is_some_and(|count| count > 0)
    }
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Bucket<'a> {
    pub(in crate::exposition) count: Option<u64>,
    pub(in crate::exposition) count_float: Option<f64>,
    pub(in crate::exposition) bound: f64,
    pub(in crate::exposition) exemplar: Option<Exemplar<'a>>,
}

/// The native buckets of one sign.
#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Side {
    /// Offset and length.
    pub(in crate::exposition) spans: Vec<(i32, u32)>,
    pub(in crate::exposition) deltas: Vec<i64>,
    pub(in crate::exposition) counts: Vec<f64>,
}

/// How the counts of native buckets were said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) enum Buckets {
    Deltas,
    Counts,
}

impl Side {
    /// Which of the two ways to say counts this side uses, if it has any buckets.
    pub(in crate::exposition) fn buckets(&self, is_float: bool) -> Buckets {
        match (self.deltas.is_empty(), self.counts.is_empty()) {
            (true, false) => Buckets::Counts,
            (false, true) => Buckets::Deltas,
            _ if is_float => Buckets::Counts,
            _ => Buckets::Deltas,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(in crate::exposition) struct Exemplar<'a> {
    pub(in crate::exposition) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(in crate::exposition) value: f64,
    pub(in crate::exposition) time: Option<Timestamp>,
}
