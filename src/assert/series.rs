//! What a series is expected to say.

use std::fmt::Display;

use super::exemplar::Exemplars;
use super::metric::MetricExpectation;
use super::nearest;
use super::outcome::{AssertionFailure, Outcome};
use super::value::ValueMatcher;
use crate::capture::History;
use crate::model::{
    AttributeValue, Exponential, ExponentialBuckets, Histogram, Number, Point, PointValue, Temporality,
};

/// Expectations of one series. They are asked of its newest point unless said otherwise.
#[derive(Clone)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct SeriesExpectation<'c> {
    metric: MetricExpectation<'c>,
    series: Option<History<'c>>,
    point: Option<Point<'c>>,
}

impl<'c> SeriesExpectation<'c> {
    pub(super) fn of(
        mut metric: MetricExpectation<'c>,
        series: Option<History<'c>>,
        expected: &[(String, AttributeValue)],
    ) -> Self {
        if series.is_none() && !metric.histories.is_empty() {
            let near =
                metric.histories.iter().min_by_key(|history| nearest::differing(expected, history.labels()));
            let near =
                near.map(|history| format!("; the nearest is {}", history.labels())).unwrap_or_default();
            metric.failures.push(format!(
                "`{}`: has no series {}{near}",
                metric.name,
                nearest::written(expected)
            ));
        }
        let point = series.as_ref().map(|series| series.newest().point);
        Self { metric, series, point }
    }

    fn fail(&mut self, message: impl Display) {
        let Some(series) = &self.series else { return };
        self.metric.failures.push(format!("`{}` {}: {message}", self.metric.name, series.labels()));
    }

    /// Asks something of the point at hand; `test` gives what is wrong with it.
    fn ask(mut self, test: impl FnOnce(Point<'c>) -> Option<String>) -> Self {
        if let Some(wrong) = self.point.and_then(test) {
            self.fail(wrong);
        }
        self
    }

    /// Asks something of the distribution at hand.
    fn ask_histogram(self, test: impl FnOnce(Histogram<'c>) -> Option<String>) -> Self {
        self.ask(|point| match point.histogram() {
            Some(histogram) => test(histogram),
            None => Some(format!("is {}, expected a histogram", noun(point))),
        })
    }

    fn ask_exponential(self, test: impl FnOnce(Exponential<'c>) -> Option<String>) -> Self {
        self.ask_histogram(|histogram| match histogram.exponential() {
            Some(exponential) => test(exponential),
            None => Some("has explicit buckets, expected exponential ones".to_owned()),
        })
    }

    /// Goes on with the first point that was seen instead of the newest.
    pub fn first(mut self) -> Self {
        self.point = self.series.as_ref().map(|series| series.points()[0].point);
        self
    }

    /// Expects a number: the value of a counter or gauge.
    pub fn value(self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        self.ask(|point| match point.number() {
            Some(number) if expected.takes(number) => None,
            Some(number) => Some(format!("the value is {number}, expected {expected}")),
            None => Some(format!("is {}, expected the value {expected}", noun(point))),
        })
    }

    /// Expects an integer and not a double that looks like one.
    pub fn integer(self) -> Self {
        self.ask(|point| match point.number() {
            Some(Number::Int(_) | Number::Uint(_)) => None,
            _ => Some(format!("is {}, expected an integer", noun(point))),
        })
    }

    /// Expects that the value was recorded: that the point is not flagged as having none.
    pub fn recorded(self) -> Self {
        self.ask(|point| {
            point.has_no_recorded_value().then(|| "is flagged as having no recorded value".to_owned())
        })
    }

    /// Expects these flag bits (OTLP).
    pub fn flags(self, flags: u32) -> Self {
        self.ask(|point| {
            (point.flags() != flags).then(|| format!("the flags are {}, expected {flags}", point.flags()))
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

    /// Expects at least one such exemplar.
    #[allow(clippy::needless_pass_by_value, reason = "it is built in place")]
    pub fn exemplar(self, expected: Exemplars) -> Self {
        let capture = self.metric.capture;
        self.ask(|point| {
            if point.exemplars().any(|exemplar| expected.takes(exemplar, capture)) {
                return None;
            }
            let seen: Vec<String> =
                point.exemplars().take(3).map(|exemplar| format!("{exemplar:?}")).collect();
            let seen = if seen.is_empty() {
                "it has none".to_owned()
            } else {
                format!("it has {}", seen.join(", "))
            };
            Some(format!("has not {}; {seen}", expected.describe()))
        })
    }

    /// Expects so many exemplars.
    pub fn exemplar_count(self, expected: usize) -> Self {
        self.ask(|point| {
            let found = point.exemplars().len();
            (found != expected).then(|| format!("has {found} exemplars, expected {expected}"))
        })
    }

    /// Expects a start time that is not after the time of the point.
    pub fn started(self) -> Self {
        self.ask(|point| match (point.start(), point.time()) {
            (None, _) => Some("has no start time".to_owned()),
            (Some(start), Some(time)) if start > time => {
                Some(format!("starts at {start}, after its time {time}"))
            }
            _ => None,
        })
    }

    /// Expects every point that was seen to have the same start time: that nothing was reset.
    pub fn never_reset(mut self) -> Self {
        let starts: Vec<_> =
            self.series.iter().flat_map(|series| series.points().iter().map(|p| p.point.start())).collect();
        if let Some(place) = starts.windows(2).position(|pair| pair[0] != pair[1]) {
            let told = |start: Option<crate::model::Timestamp>| {
                start.map_or("none".to_owned(), |start| start.to_string())
            };
            let (before, after) = (told(starts[place]), told(starts[place + 1]));
            self.fail(format!("the start time moved from {before} to {after}"));
        }
        self
    }

    /// Expects so many points over the whole capture.
    pub fn points(mut self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        let found = self.series.as_ref().map_or(0, |series| series.points().len());
        if !expected.takes(Number::from(found as u64)) {
            self.fail(format!("has {found} points, expected {expected}"));
        }
        self
    }

    /// Expects how much was counted over the whole capture: of cumulative points, the newest less the first; of delta points, their sum.
    /// Of a histogram or summary the observations are counted.
    pub fn increase(mut self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        let Some(series) = &self.series else { return self };
        let counted: Vec<f64> = series.points().iter().filter_map(|seen| counted(seen.point)).collect();
        let increase = match (series.family().temporality(), counted.first(), counted.last()) {
            (Some(Temporality::Delta), Some(_), _) => counted.iter().sum(),
            (_, Some(first), Some(last)) => last - first,
            _ => {
                self.fail("has nothing that can be counted");
                return self;
            }
        };
        if !expected.takes(Number::from(increase)) {
            self.fail(format!("the increase is {increase}, expected {expected}"));
        }
        self
    }

    /// Goes back to the metric, for another series or another property.
    pub fn and(self) -> MetricExpectation<'c> {
        self.metric
    }

    /// What failed so far, to be put together with others by [`all`](super::all).
    pub fn outcome(self) -> Outcome {
        self.metric.outcome()
    }

    /// Panics at the caller's line if anything failed.
    ///
    /// # Panics
    /// If anything failed.
    #[track_caller]
    pub fn verify(self) {
        self.outcome().verify();
    }

    /// Gives everything that failed as an error.
    ///
    /// # Errors
    /// If anything failed.
    pub fn check(self) -> Result<(), AssertionFailure> {
        self.outcome().check()
    }
}

fn counted(point: Point<'_>) -> Option<f64> {
    match point.value() {
        PointValue::Number(number) => Some(number.as_f64()),
        PointValue::Histogram(histogram) => histogram.count().map(Number::as_f64),
        PointValue::Summary(summary) => summary.count().map(Number::as_f64),
        PointValue::Absent => None,
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

/// What a point is, in words.
fn noun(point: Point<'_>) -> String {
    match point.value() {
        PointValue::Absent => "a point without a value".to_owned(),
        PointValue::Number(number) => format!("the number {number}"),
        PointValue::Histogram(_) => "a histogram".to_owned(),
        PointValue::Summary(_) => "a summary".to_owned(),
    }
}
