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
//! Values are asked of the newest point of a series, which is never a cumulative value counted twice; [`SeriesExpectation::first`] and
//! [`SeriesExpectation::increase`] look at the history.
//!
//! # Coming from elsewhere
//!
//! | there | here |
//! |---|---|
//! | OpenTelemetry Java `assertThat(metric).hasName(…).hasUnit(…).hasDescription(…)` | `capture.expect(…).unit(…).help(…)` |
//! | `hasLongSumSatisfying(sum -> sum.isMonotonic().isCumulative()…)` | `.counter().cumulative()` |
//! | `hasPointsSatisfying(point -> point.hasValue(…).hasAttributes(…))` | `.series([…]).value(…)`, `.only_these_series([…])` |
//! | `hasBucketBoundaries(…)`, `hasBucketCounts(…)`, `hasSumGreaterThan(…)` | `.bounds([…])`, `.counts([…])`, `.sum(more_than(…))` |
//! | `hasExemplarsSatisfying(…)`, `hasTraceId(…)` | `.exemplar(Exemplars::new().value(…).trace_id(…))` |
//! | `hasInstrumentationScope(…)`, `hasResource(…)` | `.scope(…)`, `.scope_version(…)`, `.resource([…])` |
//! | Collector `pmetrictest.CompareMetrics(expected, actual, Ignore…)` | a [contract](crate::contract), or `.only_these_series([…])` with matchers |
//! | client_golang `testutil.ToFloat64(c)` | `.only_series().value(…)` |
//! | `testutil.CollectAndCount(c)`, `GatherAndCount` | `.series_count(…)` |
//! | `testutil.CollectAndCompare(c, expected)` | `.only_these_series([…])`, then values |
//! | mock-collector `has_metric_with_name(…)`, `assert_exists` | `capture.expect(…)` |
//! | `with_attributes(…)`, `with_value(…)`, `assert_count(…)` | `.series_with([…])`, `.value(…)`, `.series_count(…)` |
//! | `assert_not_exists` | `capture.expect_never(…)` |

mod exemplar;
mod metric;
mod nearest;
mod outcome;
mod series;
mod value;

#[cfg(test)]
mod tests;

pub use exemplar::Exemplars;
pub use metric::MetricExpectation;
pub use outcome::{AssertionFailure, Outcome, all};
pub use series::SeriesExpectation;
pub use value::{
    ValueMatcher, any, at_least, at_most, between, less_than, matching, more_than, within, within_ratio,
};

use std::collections::BTreeSet;

use crate::capture::Capture;
use crate::pattern;

impl Capture {
    /// Expects a metric of that name to have been emitted, and begins to say what it has to be.
    pub fn expect(&self, name: impl Into<String>) -> MetricExpectation<'_> {
        MetricExpectation::of(self, name.into())
    }

    /// Expects that no metric whose name matches the pattern (`*` and `?` are wildcards) was ever emitted.
    pub fn expect_never(&self, pattern: &str) -> Outcome {
        let found: Vec<_> = names(self).into_iter().filter(|name| pattern::matches(pattern, name)).collect();
        let failures =
            found.iter().map(|name| format!("`{name}` was emitted, expected no `{pattern}`")).collect();
        Outcome::of(failures)
    }

    /// Expects these metrics and no others. Patterns (`*` and `?` are wildcards) in `ignored` take names out of the question.
    pub fn expect_only<'n>(
        &self,
        expected: impl IntoIterator<Item = &'n str>,
        ignored: impl IntoIterator<Item = &'n str>,
    ) -> Outcome {
        let ignored: Vec<&str> = ignored.into_iter().collect();
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        let seen = names(self);
        let missing = expected.difference(&seen).map(|name| nearest::missing_metric(name, &seen));
        let is_ignored = |name: &&String| ignored.iter().any(|pattern| pattern::matches(pattern, name));
        let more = seen.difference(&expected).filter(|name| !is_ignored(name));
        Outcome::of(
            missing.chain(more.map(|name| format!("`{name}` was emitted, and is not expected"))).collect(),
        )
    }
}

/// The names of all metrics that have a point.
fn names(capture: &Capture) -> BTreeSet<String> {
    let readings = capture.readings().flat_map(|(_, reading)| reading.families());
    readings
        .filter(|family| family.points().next().is_some())
        .map(|family| family.name().to_owned())
        .collect()
}
