//! What you say about a capture: assertions that tell everything that failed at once, with the nearest thing seen.
//!
//! ```
//! use meterstick::assert::within;
//! use meterstick::capture::Capture;
//! use meterstick::model::{Kind, Reading};
//!
//! # let mut builder = Reading::builder();
//! # builder.number("orders_total", Kind::Counter, &[("tier", "gold")], 3_i64);
//! # builder.number("orders_total", Kind::Counter, &[("tier", "silver")], 2_i64);
//! # builder.number("oven_temperature", Kind::Gauge, &[], 219.98);
//! # let capture = Capture::of([builder.finish()]);
//! capture.expect("orders_total").counter().label_keys(["tier"]).series([("tier", "gold")]).value(3).verify();
//! capture.expect("oven_temperature").gauge().only_series().value(within(220.0, 0.1)).verify();
//! capture.expect_never("debug_*").verify();
//! ```
//!
//! Each chain ends in one of three ways: `verify` panics at the caller's line, `check` gives a `Result`, and `outcome` can be put
//! together with others by [`all`], so that one failure does not hide the next. A chain without an end does nothing, and the compiler says so.
//!
//! Values are asked of the newest point of a series, which is never a cumulative value counted twice. [`SeriesExpectation::first`],
//! [`SeriesExpectation::every_point`] and [`SeriesExpectation::at_request`] choose others; [`SeriesExpectation::increase`] looks at the history.
//!
//! # Coming from elsewhere
//!
//! | there | here |
//! |---|---|
//! | OpenTelemetry Java `assertThat(metric).hasName(…).hasUnit(…).hasDescription(…)` | `capture.expect(…).unit(…).help(…)` |
//! | `hasLongSumSatisfying(sum -> sum.isMonotonic().isCumulative()…)` | `.counter().cumulative()`, `.integer()` for the long |
//! | `hasPointsSatisfying(point -> point.hasValue(…).hasAttributes(…))` | `.series([…]).value(…)`, `.only_these_series([…])` |
//! | `hasAttribute(…)`, `hasAttributesSatisfying(…)` | `.series_with([…])`, `.series_where(…)`, `.has_label(…)` |
//! | `hasStartEpochNanos(…)`, `hasEpochNanos(…)` | `.start(…)`, `.time(…)`, `.started()` |
//! | `hasBucketBoundaries(…)`, `hasBucketCounts(…)`, `hasSumGreaterThan(…)` | `.bounds([…])`, `.counts([…])`, `.sum(more_than(…))` |
//! | `hasScale(…)`, `hasZeroCount(…)`, `hasPositiveBucketsSatisfying(…)` | `.scale(…)`, `.zero_count(…)`, `.positive_buckets(offset, […])` |
//! | `hasValuesSatisfying(value -> value.hasQuantile(…).hasValue(…))` | `.quantile(…, …)`, `.quantiles([…])` |
//! | `hasExemplarsSatisfying(…)`, `hasTraceId(…)`, `hasSpanId(…)`, `hasFilteredAttribute(…)` | `.only_exemplars([Exemplars::new().trace_id(…).label(…)])`, `.exemplar(…)` |
//! | `hasInstrumentationScope(…)`, `hasResource(…)` | `.scope(…)`, `.scope_version(…)`, `.resource([…])`, `.only_resource([…])` |
//! | Collector `pmetrictest.CompareMetrics(expected, actual, IgnoreMetricValues(…), IgnoreMetricAttributeValue(…), …)` | `capture.expect_like(expected).ignoring_values_of(…).ignoring_label_value(…)` |
//! | Collector `pmetricassert`, exact and include | a [contract](crate::contract), `expect_only`, `.only_these_series([…])`; `expect`, `.series_with([…])` |
//! | client_golang `testutil.ToFloat64(c)` | `.only_series().value(…)` |
//! | `testutil.CollectAndCount(c)`, `GatherAndCount` | `.series_count(…)` |
//! | `testutil.CollectAndCompare(c, expected, names…)`, `GatherAndCompare`, `ScrapeAndCompare` | `capture.expect_text(expected).only([names…])` |
//! | mock-collector `expect_metric_with_name(…)`, `assert_exists` | `capture.expect(…)` |
//! | `with_attributes(…)`, `with_value_eq(…)`, `with_bucket_count_gte(…)` | `.series_with([…])`, `.value(…)`, `.bucket(bound, at_least(…))` |
//! | `assert_count(…)`, `assert_at_least(…)`, `assert_at_most(…)` | `.series_count(…)`, `.series_count(at_least(…))`, `.points(…)` |
//! | `assert_not_exists` | `capture.expect_never(…)` |

mod comparison;
mod distribution;
mod exemplar;
mod increase;
mod labels;
mod metric;
mod nearest;
mod outcome;
mod seen;
mod series;
mod value;

#[cfg(test)]
mod tests;

pub use comparison::Comparison;
pub use exemplar::Exemplars;
pub use metric::MetricExpectation;
pub use outcome::{AssertionFailure, Outcome, all};
pub use series::SeriesExpectation;
pub use value::{
    ValueMatcher, any, at_least, at_most, between, less_than, matching, more_than, not, within, within_ratio,
    within_ulps,
};

use std::collections::BTreeSet;

use crate::capture::Capture;
use crate::model::Reading;
use crate::pattern;
use seen::Source;

impl Capture {
    /// Expects a metric of that name to have been emitted, and begins to say what it has to be.
    pub fn expect(&self, name: impl Into<String>) -> MetricExpectation<'_> {
        MetricExpectation::of(Source::Capture(self), name.into())
    }

    /// Expects that no metric whose name matches the pattern (`*` and `?` are wildcards) was ever emitted.
    ///
    /// In a capture of nothing nothing was emitted: expect something of it, too.
    pub fn expect_never(&self, pattern: &str) -> Outcome {
        never(Source::Capture(self), pattern)
    }

    /// Expects these metrics and no others. Patterns (`*` and `?` are wildcards) in `ignored` take names out of the question.
    pub fn expect_only<'n>(
        &self,
        expected: impl IntoIterator<Item = &'n str>,
        ignored: impl IntoIterator<Item = &'n str>,
    ) -> Outcome {
        only(Source::Capture(self), expected, ignored)
    }

    /// Expects that no metric has a series into which an SDK folded what is beyond its cardinality limit.
    pub fn expect_no_overflow(&self) -> Outcome {
        let all = self.series();
        let folded = all.iter().filter(|history| labels::is_overflow(history.labels()));
        let names: BTreeSet<&str> = folded.map(|history| history.family().name()).collect();
        Outcome::of(
            names
                .into_iter()
                .map(|name| {
                    format!("`{name}`: has an overflow series: there were more series than the SDK's limit")
                })
                .collect(),
        )
    }

    /// Expects that every body could be read from its first to its last byte.
    pub fn expect_no_faults(&self) -> Outcome {
        let faults = self.requests().iter().flat_map(|exchange| {
            exchange.faults().iter().map(move |fault| format!("request {}: {fault}", exchange.number()))
        });
        Outcome::of(faults.collect())
    }
}

/// The same questions, of one look at a target.
///
/// ```
/// use meterstick::model::{Kind, Reading};
///
/// let mut builder = Reading::builder();
/// builder.number("oven_temperature", Kind::Gauge, &[], 219.98);
/// let reading = builder.finish();
///
/// reading.expect("oven_temperature").gauge().only_series().value(219.98).verify();
/// reading.expect_never("debug_*").verify();
/// ```
impl Reading {
    /// Expects a metric of that name, and begins to say what it has to be.
    pub fn expect(&self, name: impl Into<String>) -> MetricExpectation<'_> {
        MetricExpectation::of(Source::Reading(self), name.into())
    }

    /// Expects that there is no metric whose name matches the pattern (`*` and `?` are wildcards).
    pub fn expect_never(&self, pattern: &str) -> Outcome {
        never(Source::Reading(self), pattern)
    }

    /// Expects these metrics and no others. Patterns (`*` and `?` are wildcards) in `ignored` take names out of the question.
    pub fn expect_only<'n>(
        &self,
        expected: impl IntoIterator<Item = &'n str>,
        ignored: impl IntoIterator<Item = &'n str>,
    ) -> Outcome {
        only(Source::Reading(self), expected, ignored)
    }
}

fn never(source: Source<'_>, pattern: &str) -> Outcome {
    let found = source.names().into_iter().filter(|name| pattern::matches(pattern, name));
    Outcome::of(found.map(|name| format!("`{name}` was emitted, expected no `{pattern}`")).collect())
}

fn only<'n>(
    source: Source<'_>,
    expected: impl IntoIterator<Item = &'n str>,
    ignored: impl IntoIterator<Item = &'n str>,
) -> Outcome {
    let ignored: Vec<&str> = ignored.into_iter().collect();
    let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
    let seen = source.names();
    let missing = expected.difference(&seen).map(|name| nearest::missing_metric(name, &seen));
    let is_ignored = |name: &&String| ignored.iter().any(|pattern| pattern::matches(pattern, name));
    let more = seen.difference(&expected).filter(|name| !is_ignored(name));
    let more = more.map(|name| format!("`{name}` was emitted, and is not expected"));
    Outcome::of(missing.chain(more).collect())
}
