//! A capture beside what it is expected to look like as a whole.

use super::nearest;
use super::outcome::{AssertionFailure, Outcome};
use super::seen::{Seen, Source};
use super::value::{ValueMatcher, within_ratio};
use crate::capture::{BodyFormat, Capture};
use crate::exposition::Format;
use crate::model::{AttributeValue, Histogram, Kind, Labels, Number, Point, PointValue, Reading, Resource};
use crate::pattern;

/// An expectation of everything that was emitted: the same metrics with the same series and the same newest values.
///
/// Begun by [`Capture::expect_like`] and [`Capture::expect_text`]. Of types, units, help texts, temporalities, scopes and
/// resources only what the expected side says is asked; times, flags and exemplars are not.
#[derive(Clone, Debug)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct Comparison<'c> {
    capture: &'c Capture,
    expected: Capture,
    only: Vec<String>,
    ignored: Vec<String>,
    valueless: Vec<String>,
    masked: Vec<String>,
    ratio: f64,
}

impl Capture {
    /// Expects what a reading says and nothing else.
    ///
    /// ```
    /// use meterstick::capture::Capture;
    /// use meterstick::model::{Kind, Reading};
    ///
    /// let shop = |orders, pid| {
    ///     let mut builder = Reading::builder();
    ///     builder.number("orders_total", Kind::Counter, &[("tier", "gold"), ("pid", pid)], orders);
    ///     builder.number("process_start_time_seconds", Kind::Gauge, &[], 1.7e9);
    ///     builder.finish()
    /// };
    /// let capture = Capture::of([shop(3, "17"), shop(4, "17")]);
    /// capture.expect_like(shop(4, "99")).ignoring(["process_*"]).ignoring_label_value("pid").verify();
    /// ```
    pub fn expect_like(&self, expected: Reading) -> Comparison<'_> {
        Comparison::of(self, Capture::of([expected]))
    }

    /// Expects what a text of the Prometheus format (of OpenMetrics, if it ends in `# EOF`) says and nothing else.
    ///
    /// Blanks at the beginning of a line are taken away, so that the text can be indented as the test is.
    ///
    /// ```
    /// # use meterstick::capture::{BodyFormat, Capture};
    /// # use meterstick::exposition::Format;
    /// # let body = "# TYPE orders_total counter\norders_total{tier=\"gold\"} 3\n";
    /// # let capture = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body);
    /// capture
    ///     .expect_text(
    ///         r#"
    ///         ## TYPE orders_total counter
    ///         orders_total{tier="gold"} 3
    ///         "#,
    ///     )
    ///     .verify();
    /// ```
    pub fn expect_text(&self, expected: &str) -> Comparison<'_> {
        let lines: Vec<&str> = expected.trim().lines().map(str::trim_start).collect();
        let is_openmetrics = lines.last().is_some_and(|line| line.trim_end() == "# EOF");
        let format = if is_openmetrics { Format::OpenMetricsText } else { Format::PrometheusText };
        let body = lines.join("\n") + "\n";
        Comparison::of(self, Capture::of_body(BodyFormat::Exposition(format), body))
    }
}

impl<'c> Comparison<'c> {
    fn of(capture: &'c Capture, expected: Capture) -> Self {
        let none = Vec::new;
        Self {
            capture,
            expected,
            only: none(),
            ignored: none(),
            valueless: none(),
            masked: none(),
            ratio: 0.0,
        }
    }

    /// Looks only at metrics whose names match one of these patterns (`*` and `?` are wildcards), on both sides.
    pub fn only<'n>(mut self, patterns: impl IntoIterator<Item = &'n str>) -> Self {
        self.only.extend(patterns.into_iter().map(str::to_owned));
        self
    }

    /// Does not look at metrics whose names match one of these patterns, on either side.
    pub fn ignoring<'n>(mut self, patterns: impl IntoIterator<Item = &'n str>) -> Self {
        self.ignored.extend(patterns.into_iter().map(str::to_owned));
        self
    }

    /// Does not ask for the values of metrics whose names match the pattern; their series are asked for.
    pub fn ignoring_values_of(mut self, pattern: &str) -> Self {
        self.valueless.push(pattern.to_owned());
        self
    }

    /// Takes any value of this label; the label itself has to be there as expected.
    pub fn ignoring_label_value(mut self, key: &str) -> Self {
        self.masked.push(key.to_owned());
        self
    }

    /// Takes values that differ by at most this part of the expected one.
    pub fn within_ratio(mut self, ratio: f64) -> Self {
        self.ratio = ratio;
        self
    }

    /// What failed, to be put together with others by [`all`](super::all).
    pub fn outcome(self) -> Outcome {
        let mut failures: Vec<String> = Vec::new();
        for exchange in self.expected.requests() {
            failures.extend(exchange.faults().iter().map(|fault| format!("in what is expected: {fault}")));
        }
        let (expected, found) = (Source::Capture(&self.expected), Source::Capture(self.capture));
        let (names, wanted) = (found.names(), expected.names());
        for name in wanted.iter().filter(|name| self.looks_at(name)) {
            if names.contains(name) {
                self.compare(name, &expected.series_of(name), &found.series_of(name), &mut failures);
            } else {
                failures.push(nearest::missing_metric(name, &names));
            }
        }
        let more = names.difference(&wanted).filter(|name| self.looks_at(name)).cloned();
        failures.extend(more.map(|name| format!("`{name}` was emitted, and is not expected")));
        Outcome::of(failures)
    }

    /// Panics at the caller's line if anything differs.
    ///
    /// # Panics
    /// If anything differs.
    #[track_caller]
    pub fn verify(self) {
        self.outcome().verify();
    }

    /// Gives everything that differs as an error.
    ///
    /// # Errors
    /// If anything differs.
    pub fn check(self) -> Result<(), AssertionFailure> {
        self.outcome().check()
    }

    fn looks_at(&self, name: &str) -> bool {
        (self.only.is_empty() || pattern::any(&self.only, name)) && !pattern::any(&self.ignored, name)
    }

    fn compare(&self, name: &str, expected: &[Seen<'_>], found: &[Seen<'_>], failures: &mut Vec<String>) {
        let asks_values = !pattern::any(&self.valueless, name);
        let differences = |wanted: &Seen<'_>, seen: &Seen<'_>| {
            if asks_values { self.differences(wanted.newest, seen.newest) } else { Vec::new() }
        };
        let mut told: Vec<String> = Vec::new();
        let mut is_taken = vec![false; found.len()];
        for wanted in expected {
            let fits: Vec<usize> = (0..found.len())
                .filter(|&at| !is_taken[at] && self.is_same_series(wanted, &found[at]))
                .collect();
            // Where values of labels are ignored several may fit, and one that agrees in everything is the best.
            let best = fits.iter().copied().find(|&at| differences(wanted, &found[at]).is_empty());
            let Some(at) = best.or_else(|| fits.first().copied()) else {
                let labels = owned(wanted.labels);
                let near = found.iter().min_by_key(|seen| nearest::differing(&labels, seen.labels));
                let near = near.map(|seen| format!("; the nearest is {}", seen.labels)).unwrap_or_default();
                told.push(format!("has no series {}{near}", wanted.labels));
                continue;
            };
            is_taken[at] = true;
            for message in described_differently(wanted, &found[at]) {
                // What is said of a metric is said once, however many series it has.
                if !told.contains(&message) {
                    told.push(message);
                }
            }
            told.extend(
                differences(wanted, &found[at])
                    .into_iter()
                    .map(|what| format!("{}: {what}", found[at].labels)),
            );
        }
        let more = found.iter().zip(&is_taken).filter(|(_, is_taken)| !**is_taken);
        told.extend(more.map(|(seen, _)| format!("has the unexpected series {}", seen.labels)));
        failures.extend(told.into_iter().map(|message| format!("`{name}`: {message}")));
    }

    fn is_same_series(&self, wanted: &Seen<'_>, seen: &Seen<'_>) -> bool {
        let (a, b) = (wanted.labels, seen.labels);
        let scope = wanted.family.scope();
        let resource = wanted.family.resource().map(Resource::attributes);
        a.len() == b.len()
            && a.iter().zip(b.iter()).all(|(a, b)| {
                a.key == b.key && (a.value == b.value || self.masked.iter().any(|key| key == a.key))
            })
            && (scope.is_none() || scope == seen.family.scope())
            && (resource.is_none() || resource == seen.family.resource().map(Resource::attributes))
    }

    fn matcher(&self, expected: Number) -> ValueMatcher {
        if self.ratio == 0.0 { expected.into() } else { within_ratio(expected, self.ratio) }
    }

    fn differences(&self, wanted: Point<'_>, seen: Point<'_>) -> Vec<String> {
        let mut told = Vec::new();
        let mut ask = |what: &str, wanted: Option<Number>, seen: Option<Number>| {
            let Some(matcher) = wanted.map(|number| self.matcher(number)) else { return };
            match seen {
                Some(seen) if matcher.takes(seen) => {}
                Some(seen) => told.push(format!("the {what} is {seen}, expected {matcher}")),
                None => told.push(format!("says no {what}, expected {matcher}")),
            }
        };
        match (wanted.value(), seen.value()) {
            (PointValue::Absent, PointValue::Absent) => {}
            (PointValue::Number(wanted), PointValue::Number(seen)) => ask("value", Some(wanted), Some(seen)),
            (PointValue::Histogram(wanted), PointValue::Histogram(seen)) => {
                ask("count", wanted.count(), seen.count());
                ask("sum", wanted.sum(), seen.sum());
                ask("smallest observation", wanted.min().map(Number::from), seen.min().map(Number::from));
                ask("largest observation", wanted.max().map(Number::from), seen.max().map(Number::from));
                if !same_buckets(wanted, seen) {
                    told.push(format!("the buckets are {}, expected {}", buckets(seen), buckets(wanted)));
                }
                if wanted.exponential() != seen.exponential() {
                    let shown = |histogram: Histogram<'_>| {
                        histogram.exponential().map_or("none".to_owned(), |buckets| format!("{buckets:?}"))
                    };
                    told.push(format!(
                        "the exponential buckets are {}, expected {}",
                        shown(seen),
                        shown(wanted)
                    ));
                }
            }
            (PointValue::Summary(wanted), PointValue::Summary(seen)) => {
                ask("count", wanted.count(), seen.count());
                ask("sum", wanted.sum(), seen.sum());
                for quantile in wanted.quantiles() {
                    let there = seen.quantiles().iter().find(|known| known.quantile == quantile.quantile);
                    ask(
                        &format!("quantile {}", quantile.quantile),
                        Some(quantile.value),
                        there.map(|q| q.value),
                    );
                }
                if seen.quantiles().len() > wanted.quantiles().len() {
                    told.push("has more quantiles than expected".to_owned());
                }
            }
            _ => told.push(format!("is {seen:?}, expected {wanted:?}")),
        }
        told
    }
}

/// What is said of the metric itself and not as expected.
fn described_differently(wanted: &Seen<'_>, seen: &Seen<'_>) -> Vec<String> {
    let (wanted, seen) = (wanted.family, seen.family);
    let mut told = Vec::new();
    let mut ask = |what: &str, wanted: Option<String>, seen: Option<String>| {
        if let Some(wanted) = wanted.filter(|wanted| seen.as_ref() != Some(wanted)) {
            told.push(format!("the {what} is {}, expected {wanted}", seen.unwrap_or("none".to_owned())));
        }
    };
    let kind = Some(wanted.kind()).filter(|kind| *kind != Kind::Unknown);
    ask("type", kind.map(|kind| kind.to_string()), Some(seen.kind().to_string()));
    ask("unit", wanted.unit().map(|unit| format!("`{unit}`")), seen.unit().map(|unit| format!("`{unit}`")));
    ask(
        "help text",
        wanted.help().map(|help| format!("{help:?}")),
        seen.help().map(|help| format!("{help:?}")),
    );
    let temporality = |family: crate::model::Family<'_>| family.temporality().map(|found| found.to_string());
    ask("temporality", temporality(wanted), temporality(seen));
    told
}

fn owned(labels: Labels<'_>) -> Vec<(String, AttributeValue)> {
    labels.iter().map(|label| (label.key.to_owned(), label.value.to_owned())).collect()
}

/// Whether the explicit buckets are the same, be they added up or not.
fn same_buckets(a: Histogram<'_>, b: Histogram<'_>) -> bool {
    a.bounds() == b.bounds() && a.bucket_counts().eq(b.bucket_counts())
}

fn buckets(histogram: Histogram<'_>) -> String {
    let pairs = histogram.bounds().iter().zip(histogram.bucket_counts());
    let pairs: Vec<String> =
        pairs.map(|(bound, count)| format!("{}: {count}", Number::from(*bound))).collect();
    format!("{{{}}}", pairs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = "
        # HELP orders_total Orders.
        # TYPE orders_total counter
        orders_total{tier=\"gold\",pid=\"7\"} 3
        orders_total{tier=\"silver\",pid=\"7\"} 2
        # TYPE duration_seconds histogram
        duration_seconds_bucket{le=\"0.5\"} 1
        duration_seconds_bucket{le=\"+Inf\"} 4
        duration_seconds_sum 6.5
        duration_seconds_count 4
        # TYPE wait_seconds summary
        wait_seconds{quantile=\"0.5\"} 1.5
        wait_seconds_sum 4
        wait_seconds_count 3
    ";

    fn shop() -> Capture {
        let body = SHOP.replace("        ", "");
        Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body.trim_start())
    }

    #[test]
    fn what_is_the_same_passes_and_what_is_ignored_does_not_matter() {
        let capture = shop();
        capture.expect_text(SHOP).verify();
        capture.expect_like(shop().requests()[0].reading().expect("a body of metrics").clone()).verify();
        capture.expect_text(&SHOP.replace("\"7\"", "\"8\"")).ignoring_label_value("pid").verify();
        capture.expect_text(&SHOP.replace("} 3", "} 9")).ignoring_values_of("orders_*").verify();
        capture.expect_text(&SHOP.replace("6.5", "6.51")).within_ratio(0.01).verify();
        capture.expect_text("wait_seconds_count 1").ignoring(["*"]).verify();
        capture.expect_text(&SHOP.replace("# HELP orders_total Orders.", "")).verify();
    }

    #[test]
    fn what_differs_is_told() {
        for (from, to, expected) in [
            ("} 3", "} 4", "`orders_total`: {pid=\"7\",tier=\"gold\"}: the value is 3, expected 4"),
            ("Orders.", "Sales.", "`orders_total`: the help text is \"Orders.\", expected \"Sales.\""),
            (
                "orders_total counter",
                "orders_total gauge",
                "`orders_total`: the type is counter, expected gauge",
            ),
            (
                "silver",
                "bronze",
                "`orders_total`: has no series {pid=\"7\",tier=\"bronze\"}; the nearest is {pid=\"7\",tier=\"gold\"}",
            ),
            ("sum 6.5", "sum 7", "`duration_seconds`: {}: the sum is 6.5, expected 7"),
            (
                "le=\"0.5\"} 1",
                "le=\"0.5\"} 2",
                "`duration_seconds`: {}: the buckets are {0.5: 1, +Inf: 3}, expected {0.5: 2, +Inf: 2}",
            ),
            ("\"} 1.5", "\"} 2.5", "`wait_seconds`: {}: the quantile 0.5 is 1.5, expected 2.5"),
            (
                "quantile=\"0.5\"",
                "quantile=\"0.9\"",
                "`wait_seconds`: {}: says no quantile 0.9, expected 1.5",
            ),
        ] {
            let failure = shop().expect_text(&SHOP.replacen(from, to, 1)).check().expect_err(expected);
            assert_eq!(failure.failures()[0], expected);
        }
        let failure = shop().expect_text("orders_totl 1").only(["o*"]).check().expect_err("other names");
        assert_eq!(
            failure.failures(),
            [
                "`orders_totl` was not emitted; the nearest name is `orders_total`",
                "`orders_total` was emitted, and is not expected"
            ]
        );
        let failure = shop().expect_text("orders_total{ 1").check().expect_err("no text of the format");
        assert!(failure.failures()[0].starts_with("in what is expected: "), "{failure}");
    }
}
