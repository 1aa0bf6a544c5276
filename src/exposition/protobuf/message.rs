//! The messages of `io.prometheus.client`, as far as a body says them: a field that is not there is `None`.

use std::borrow::Cow;

use crate::model::Timestamp;

/// `MetricType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
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
pub(crate) struct Family<'a> {
    pub(crate) offset: usize,
    pub(crate) name: Cow<'a, str>,
    pub(crate) help: Option<Cow<'a, str>>,
    /// No type means a counter, because that is the zero of the enumeration.
    pub(crate) kind: Option<Type>,
    pub(crate) unit: Option<Cow<'a, str>>,
    pub(crate) metrics: Vec<Metric<'a>>,
}

impl Family<'_> {
    pub(crate) fn kind(&self) -> Type {
        self.kind.unwrap_or(Type::Counter)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Metric<'a> {
    pub(crate) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) gauge: Option<f64>,
    pub(crate) counter: Option<Counter<'a>>,
    pub(crate) summary: Option<Summary>,
    pub(crate) untyped: Option<f64>,
    pub(crate) histogram: Option<Box<Histogram<'a>>>,
    pub(crate) timestamp: Option<i64>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Counter<'a> {
    pub(crate) value: f64,
    pub(crate) exemplar: Option<Exemplar<'a>>,
    pub(crate) start: Option<Timestamp>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) count: Option<u64>,
    pub(crate) sum: Option<f64>,
    pub(crate) quantiles: Vec<Quantile>,
    pub(crate) start: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quantile {
    pub(crate) quantile: f64,
    pub(crate) value: f64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram<'a> {
    pub(crate) count: Option<u64>,
    pub(crate) count_float: Option<f64>,
    pub(crate) sum: Option<f64>,
    pub(crate) buckets: Vec<Bucket<'a>>,
    pub(crate) start: Option<Timestamp>,
    pub(crate) schema: Option<i32>,
    pub(crate) zero_threshold: Option<f64>,
    pub(crate) zero_count: Option<u64>,
    pub(crate) zero_count_float: Option<f64>,
    pub(crate) negative: Side,
    pub(crate) positive: Side,
    pub(crate) exemplars: Vec<Exemplar<'a>>,
}

impl Histogram<'_> {
    /// Whether doubles count the observations of the native buckets, as Prometheus decides it.
    pub(crate) fn is_float(&self) -> bool {
        self.count_float.is_some_and(|count| count > 0.0)
            || self.zero_count_float.is_some_and(|count| count > 0.0)
    }

    /// Whether Prometheus takes it to be a native histogram.
    pub(crate) fn is_native(&self) -> bool {
        !self.positive.spans.is_empty()
            || !self.negative.spans.is_empty()
            || self.zero_threshold.is_some_and(|threshold| threshold > 0.0)
            || self.zero_count.is_some_and(|count| count > 0)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Bucket<'a> {
    pub(crate) count: Option<u64>,
    pub(crate) count_float: Option<f64>,
    pub(crate) bound: f64,
    pub(crate) exemplar: Option<Exemplar<'a>>,
}

/// The native buckets of one sign.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// Offset and length.
    pub(crate) spans: Vec<(i32, u32)>,
    pub(crate) deltas: Vec<i64>,
    pub(crate) counts: Vec<f64>,
}

/// How the counts of native buckets were said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Buckets {
    Deltas,
    Counts,
}

impl Side {
    /// Which of the two ways to say counts this side uses, if it has any buckets.
    pub(crate) fn buckets(&self, is_float: bool) -> Buckets {
        match (self.deltas.is_empty(), self.counts.is_empty()) {
            (true, false) => Buckets::Counts,
            (false, true) => Buckets::Deltas,
            _ if is_float => Buckets::Counts,
            _ => Buckets::Deltas,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Exemplar<'a> {
    pub(crate) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) value: f64,
    pub(crate) time: Option<Timestamp>,
}
