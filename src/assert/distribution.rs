//! What a histogram or a summary is expected to say.

use super::series::{SeriesExpectation, noun};
use super::value::ValueMatcher;
use crate::model::{Exponential, ExponentialBuckets, Histogram, Number, PointValue};

impl<'c> SeriesExpectation<'c> {
    /// Asks something of the distribution at hand.
    fn ask_histogram(self, test: impl Fn(Histogram<'c>) -> Option<String>) -> Self {
        self.ask(|point| match point.histogram() {
            Some(histogram) => test(histogram),
            None => Some(format!("is {}, expected a histogram", noun(point))),
        })
    }

    fn ask_exponential(self, test: impl Fn(Exponential<'c>) -> Option<String>) -> Self {
        self.ask_histogram(|histogram| match histogram.exponential() {
            Some(exponential) => test(exponential),
            None => Some("has explicit buckets, expected exponential ones".to_owned()),
        })
    }

    /// Expects a number of observations, of a histogram or summary.
    pub fn count(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| {
            let count = match point.value() {
                PointValue::Histogram(histogram) => histogram.count(),
                PointValue::Summary(summary) => summary.count(),
                _ => return Some(format!("is {}, expected a histogram or summary", noun(point))),
            };
            differs("count", count, &expected)
        })
    }

    /// Expects a sum of observations, of a histogram or summary.
    pub fn sum(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| {
            let sum = match point.value() {
                PointValue::Histogram(histogram) => histogram.sum(),
                PointValue::Summary(summary) => summary.sum(),
                _ => return Some(format!("is {}, expected a histogram or summary", noun(point))),
            };
            differs("sum", sum, &expected)
        })
    }

    /// Expects a smallest observation (OTLP).
    pub fn min(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask_histogram(|histogram| {
            differs("smallest observation", histogram.min().map(Number::from), &expected)
        })
    }

    /// Expects a largest observation (OTLP).
    pub fn max(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask_histogram(|histogram| {
            differs("largest observation", histogram.max().map(Number::from), &expected)
        })
    }

    /// Expects these upper bounds of explicit buckets. The last one, without limit, may be left out.
    pub fn bounds(self, expected: impl IntoIterator<Item = f64>) -> Self {
        let expected: Vec<f64> = expected.into_iter().filter(|bound| *bound != f64::INFINITY).collect();
        self.ask_histogram(|histogram| {
            let found: Vec<f64> =
                histogram.bounds().iter().copied().filter(|bound| *bound != f64::INFINITY).collect();
            (found != expected).then(|| format!("the bounds are {found:?}, expected {expected:?}"))
        })
    }

    /// Expects these counts of explicit buckets, each by itself, not added up.
    pub fn counts(self, expected: impl IntoIterator<Item = u64>) -> Self {
        let expected: Vec<u64> = expected.into_iter().collect();
        self.ask_histogram(|histogram| {
            let found: Vec<f64> = histogram.bucket_counts().collect();
            let is_same =
                found.len() == expected.len() && found.iter().zip(&expected).all(|(a, b)| *a == *b as f64);
            (!is_same).then(|| format!("the bucket counts are {found:?}, expected {expected:?}"))
        })
    }

    /// Expects a number of observations in the explicit bucket of that upper bound, by itself, not added up.
    pub fn bucket(self, bound: f64, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask_histogram(|histogram| {
            let mut buckets = histogram.bounds().iter().zip(histogram.bucket_counts());
            match buckets.find(|(known, _)| **known == bound) {
                Some((_, count)) => {
                    differs(&format!("count of bucket {bound}"), Some(whole(count)), &expected)
                }
                None => Some(format!("has no bucket {bound}; it has {:?}", histogram.bounds())),
            }
        })
    }

    /// Expects a scale of exponential buckets.
    pub fn scale(self, expected: i32) -> Self {
        self.ask_exponential(|exponential| {
            let found = exponential.scale();
            (found != expected).then(|| format!("the scale is {found}, expected {expected}"))
        })
    }

    /// Expects a number of observations in the zero bucket.
    pub fn zero_count(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask_exponential(|exponential| differs("zero count", Some(exponential.zero_count()), &expected))
    }

    /// Expects a half width of the zero bucket.
    pub fn zero_threshold(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask_exponential(|exponential| {
            differs("zero threshold", Some(exponential.zero_threshold().into()), &expected)
        })
    }

    /// Expects these exponential buckets of positive observations: the index of the first, by OTLP's count, and the counts from there on.
    pub fn positive_buckets(self, offset: i32, counts: impl IntoIterator<Item = u64>) -> Self {
        let counts: Vec<u64> = counts.into_iter().collect();
        self.ask_exponential(|exponential| {
            buckets_differ("positive", exponential.positive(), offset, &counts)
        })
    }

    /// Expects these exponential buckets of negative observations.
    pub fn negative_buckets(self, offset: i32, counts: impl IntoIterator<Item = u64>) -> Self {
        let counts: Vec<u64> = counts.into_iter().collect();
        self.ask_exponential(|exponential| {
            buckets_differ("negative", exponential.negative(), offset, &counts)
        })
    }

    /// Expects exactly these quantiles, in this order, whatever their values are, of a summary.
    pub fn quantiles(self, expected: impl IntoIterator<Item = f64>) -> Self {
        let expected: Vec<f64> = expected.into_iter().collect();
        self.ask(|point| {
            let Some(summary) = point.summary() else {
                return Some(format!("is {}, expected a summary", noun(point)));
            };
            let found: Vec<f64> = summary.quantiles().iter().map(|known| known.quantile).collect();
            (found != expected).then(|| format!("the quantiles are {found:?}, expected {expected:?}"))
        })
    }

    /// Expects a value of a quantile, of a summary.
    pub fn quantile(self, quantile: f64, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| {
            let Some(summary) = point.summary() else {
                return Some(format!("is {}, expected a summary", noun(point)));
            };
            match summary.quantiles().iter().find(|known| known.quantile == quantile) {
                Some(found) => differs(&format!("quantile {quantile}"), Some(found.value), &expected),
                None => {
                    let known: Vec<f64> = summary.quantiles().iter().map(|known| known.quantile).collect();
                    Some(format!("has no quantile {quantile}; it has {known:?}"))
                }
            }
        })
    }
}

fn differs(what: &str, found: Option<Number>, expected: &ValueMatcher) -> Option<String> {
    match found {
        Some(found) if expected.takes(found) => None,
        Some(found) => Some(format!("the {what} is {found}, expected {expected}")),
        None => Some(format!("says no {what}, expected {expected}")),
    }
}

fn buckets_differ(sign: &str, found: ExponentialBuckets<'_>, offset: i32, counts: &[u64]) -> Option<String> {
    let nonzero = |pairs: &mut dyn Iterator<Item = (i32, f64)>| {
        pairs.filter(|(_, count)| *count != 0.0).collect::<Vec<_>>()
    };
    // Empty buckets at the edges say nothing, so that only those with something in them are compared.
    let seen = nonzero(&mut found.iter().map(|(index, count)| (index, count.as_f64())));
    let mut wanted = (offset..).zip(counts.iter().map(|&count| count as f64));
    let wanted = nonzero(&mut wanted);
    (seen != wanted).then(|| format!("the {sign} buckets are {seen:?} by index, expected {wanted:?}"))
}

/// A count as it is mostly said: as an integer where it is one.
fn whole(count: f64) -> Number {
    let number = Number::from(count);
    number.as_integer().and_then(|count| i64::try_from(count).ok()).map_or(number, Number::from)
}
