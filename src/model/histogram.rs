//! Distributions: explicit buckets, exponential (native) buckets, quantiles.

use std::fmt;

use super::number::Number;
use super::reading::Reading;

/// Consecutive elements of one of a reading's pools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Run {
    pub(super) fn of<T>(self, pool: &[T]) -> &[T] {
        &pool[self.start as usize..(self.start + self.len) as usize]
    }
}

/// A run of consecutive exponential buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The index of the first bucket for the first span, else the gap of empty buckets after the span before.
    pub offset: i32,
    /// How many buckets lie side by side.
    pub length: u32,
}

/// A quantile of a summary with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// Between 0 and 1 in a correct summary.
    pub quantile: f64,
    /// What the service says it is.
    pub value: Number,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct HistogramData {
    pub(super) count: Option<Number>,
    pub(super) sum: Option<Number>,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) bounds: Run,
    pub(super) counts: Run,
    pub(super) cumulative: bool,
    pub(super) exponential: Option<Box<ExponentialData>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct ExponentialData {
    pub(super) scale: i32,
    pub(super) zero_count: Number,
    pub(super) zero_threshold: f64,
    pub(super) positive: (Run, Run),
    pub(super) negative: (Run, Run),
    pub(super) custom_bounds: Run,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct SummaryData {
    pub(super) count: Option<Number>,
    pub(super) sum: Option<Number>,
    pub(super) quantiles: Run,
}

/// The distribution of one point: explicit buckets, exponential ones, or (Prometheus protobuf) both.
#[derive(Clone, Copy)]
pub struct Histogram<'r> {
    pub(super) reading: &'r Reading,
    pub(super) data: &'r HistogramData,
}

impl<'r> Histogram<'r> {
    /// How many observations there were, if it was said.
    #[must_use]
    pub fn count(self) -> Option<Number> {
        self.data.count
    }

    /// The sum of all observations, if it was said.
    #[must_use]
    pub fn sum(self) -> Option<Number> {
        self.data.sum
    }

    /// The smallest observation (OTLP).
    #[must_use]
    pub fn min(self) -> Option<f64> {
        self.data.min
    }

    /// The largest observation (OTLP).
    #[must_use]
    pub fn max(self) -> Option<f64> {
        self.data.max
    }

    /// The upper bounds of the explicit buckets in the order of the wire; a last bucket without limit
    /// is `+Inf`, also where it is implied (OTLP).
    #[must_use]
    pub fn bounds(self) -> &'r [f64] {
        self.data.bounds.of(&self.reading.bounds)
    }

    /// The counts of the explicit buckets as the wire says them, see [`Histogram::is_cumulative`].
    #[must_use]
    pub fn counts(self) -> &'r [Number] {
        self.data.counts.of(&self.reading.counts)
    }

    /// Whether each count includes the buckets before it, as in the Prometheus formats.
    #[must_use]
    pub fn is_cumulative(self) -> bool {
        self.data.cumulative
    }

    /// The counts of the explicit buckets, each by itself. Exact up to 2^53.
    pub fn bucket_counts(self) -> impl Iterator<Item = f64> + 'r {
        let mut before = 0.0;
        self.counts().iter().map(move |count| {
            let here = count.as_f64();
            if self.is_cumulative() { here - std::mem::replace(&mut before, here) } else { here }
        })
    }

    /// The exponential buckets.
    #[must_use]
    pub fn exponential(self) -> Option<Exponential<'r>> {
        self.data.exponential.as_deref().map(|data| Exponential { reading: self.reading, data })
    }
}

impl PartialEq for Histogram<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.count() == other.count()
            && self.sum() == other.sum()
            && self.min().map(f64::to_bits) == other.min().map(f64::to_bits)
            && self.max().map(f64::to_bits) == other.max().map(f64::to_bits)
            && same_bits(self.bounds(), other.bounds())
            && self.counts() == other.counts()
            && (self.is_cumulative() == other.is_cumulative() || self.counts().is_empty())
            && self.exponential() == other.exponential()
    }
}

/// Buckets whose bounds are powers of a base.
///
/// Bucket `i` holds observations in `(base^i, base^(i+1)]` with `base = 2^(2^-scale)`, as in OTLP;
/// the indexes of Prometheus' native histograms are one higher and are shifted when they are read.
#[derive(Clone, Copy)]
pub struct Exponential<'r> {
    reading: &'r Reading,
    data: &'r ExponentialData,
}

/// The buckets of one sign.
#[derive(Clone, Copy, PartialEq)]
pub struct ExponentialBuckets<'r> {
    /// Which buckets are there.
    pub spans: &'r [Span],
    /// Their counts, in the order of the spans; never cumulative.
    pub counts: &'r [Number],
}

impl<'r> Exponential<'r> {
    /// The resolution: OTLP's scale, Prometheus' schema.
    #[must_use]
    pub fn scale(self) -> i32 {
        self.data.scale
    }

    /// How many observations fell into the zero bucket.
    #[must_use]
    pub fn zero_count(self) -> Number {
        self.data.zero_count
    }

    /// The half width of the zero bucket.
    #[must_use]
    pub fn zero_threshold(self) -> f64 {
        self.data.zero_threshold
    }

    /// The buckets of positive observations.
    #[must_use]
    pub fn positive(self) -> ExponentialBuckets<'r> {
        self.side(self.data.positive)
    }

    /// The buckets of negative observations.
    #[must_use]
    pub fn negative(self) -> ExponentialBuckets<'r> {
        self.side(self.data.negative)
    }

    /// The explicit bounds of a native histogram with custom buckets (schema -53).
    #[must_use]
    pub fn custom_bounds(self) -> &'r [f64] {
        self.data.custom_bounds.of(&self.reading.bounds)
    }

    fn side(self, (spans, counts): (Run, Run)) -> ExponentialBuckets<'r> {
        ExponentialBuckets { spans: spans.of(&self.reading.spans), counts: counts.of(&self.reading.counts) }
    }
}

impl PartialEq for Exponential<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.scale() == other.scale()
            && self.zero_count() == other.zero_count()
            && self.zero_threshold().to_bits() == other.zero_threshold().to_bits()
            && self.positive() == other.positive()
            && self.negative() == other.negative()
            && same_bits(self.custom_bounds(), other.custom_bounds())
    }
}

impl<'r> ExponentialBuckets<'r> {
    /// Each bucket's index with its count, for as long as spans and counts agree.
    pub fn iter(self) -> impl Iterator<Item = (i32, Number)> + 'r {
        let mut next = 0_i32;
        let indexes = self.spans.iter().flat_map(move |span| {
            let first = next.wrapping_add(span.offset);
            next = first.wrapping_add_unsigned(span.length);
            (0..span.length).map(move |step| first.wrapping_add_unsigned(step))
        });
        indexes.zip(self.counts.iter().copied())
    }
}

/// The count, sum and quantiles of one point of a summary.
#[derive(Clone, Copy)]
pub struct Summary<'r> {
    pub(super) reading: &'r Reading,
    pub(super) data: &'r SummaryData,
}

impl<'r> Summary<'r> {
    /// How many observations there were, if it was said.
    #[must_use]
    pub fn count(self) -> Option<Number> {
        self.data.count
    }

    /// The sum of all observations, if it was said.
    #[must_use]
    pub fn sum(self) -> Option<Number> {
        self.data.sum
    }

    /// The quantiles in the order of the wire.
    #[must_use]
    pub fn quantiles(self) -> &'r [Quantile] {
        self.data.quantiles.of(&self.reading.quantiles)
    }
}

impl PartialEq for Summary<'_> {
    fn eq(&self, other: &Self) -> bool {
        let bits = |q: &Quantile| (q.quantile.to_bits(), q.value);
        self.count() == other.count()
            && self.sum() == other.sum()
            && self.quantiles().iter().map(bits).eq(other.quantiles().iter().map(bits))
    }
}

fn same_bits(a: &[f64], b: &[f64]) -> bool {
    a.iter().map(|bound| bound.to_bits()).eq(b.iter().map(|bound| bound.to_bits()))
}

impl fmt::Debug for Histogram<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Histogram");
        out.field("count", &self.count()).field("sum", &self.sum());
        if self.min().is_some() || self.max().is_some() {
            out.field("min", &self.min()).field("max", &self.max());
        }
        if !self.bounds().is_empty() || !self.counts().is_empty() {
            out.field("bounds", &self.bounds()).field("counts", &self.counts());
            out.field("cumulative", &self.is_cumulative());
        }
        if let Some(exponential) = self.exponential() {
            out.field("exponential", &exponential);
        }
        out.finish()
    }
}

impl fmt::Debug for Exponential<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exponential")
            .field("scale", &self.scale())
            .field("zero_count", &self.zero_count())
            .field("zero_threshold", &self.zero_threshold())
            .field("positive", &self.positive())
            .field("negative", &self.negative())
            .field("custom_bounds", &self.custom_bounds())
            .finish()
    }
}

impl fmt::Debug for ExponentialBuckets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary")
            .field("count", &self.count())
            .field("sum", &self.sum())
            .field("quantiles", &self.quantiles())
            .finish()
    }
}
