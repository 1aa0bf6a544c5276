//! What a metric is expected to be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::nearest;
use super::outcome::{AssertionFailure, Outcome};
use super::series::SeriesExpectation;
use crate::capture::{Capture, History};
use crate::model::{AttributeValue, Kind, Labels, Resource, Scope, Temporality};

/// Expectations of one metric. Begun by [`Capture::expect`], ended by `verify`, `check` or `outcome`.
#[derive(Clone)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct MetricExpectation<'c> {
    pub(super) capture: &'c Capture,
    pub(super) name: String,
    pub(super) histories: Vec<History<'c>>,
    pub(super) failures: Vec<String>,
}

impl<'c> MetricExpectation<'c> {
    pub(super) fn of(capture: &'c Capture, name: String) -> Self {
        let histories: Vec<_> =
            capture.series().into_iter().filter(|history| history.family().name() == name).collect();
        let mut failures = Vec::new();
        if histories.is_empty() {
            let mut families = capture.readings().flat_map(|(_, reading)| reading.families());
            failures.push(if families.any(|family| family.name() == name) {
                format!("`{name}` is declared and has no series")
            } else {
                nearest::missing_metric(&name, &super::names(capture))
            });
        }
        Self { capture, name, histories, failures }
    }

    fn fail(&mut self, message: impl Display) {
        // Of a metric that was not emitted nothing more can be said.
        if !self.histories.is_empty() {
            self.failures.push(format!("`{}`: {message}", self.name));
        }
    }

    /// Expects something that each family of this name says of itself.
    fn each<T: PartialEq>(
        mut self,
        what: &str,
        expected: &T,
        of: impl Fn(&History<'c>) -> T,
        shown: impl Fn(&T) -> String,
    ) -> Self {
        let mut others: Vec<String> = Vec::new();
        for history in &self.histories {
            let found = of(history);
            if found != *expected {
                let found = shown(&found);
                if !others.contains(&found) {
                    others.push(found);
                }
            }
        }
        if !others.is_empty() {
            self.fail(format!("the {what} is {}, expected {}", others.join(" and "), shown(expected)));
        }
        self
    }

    /// Looks only at the metric of that instrumentation scope, where several scopes have one of this name.
    pub fn in_scope(self, scope: &str) -> Self {
        let of = |history: &History<'c>| history.family().scope().map_or("", |scope| scope.name()).to_owned();
        self.narrow(&format!("in scope `{scope}`"), "scope", |history| of(history) == scope, of)
    }

    /// Looks only at the metric of resources that have these attributes.
    pub fn from_resource<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let expected = owned(attributes);
        let what = format!("from a resource with {}", nearest::written(&expected));
        let of = |history: &History<'c>| {
            history.family().resource().map_or_else(String::new, |resource| resource.attributes().to_string())
        };
        let fits = |history: &History<'c>| {
            history.family().resource().is_some_and(|resource| holds(resource.attributes(), &expected))
        };
        self.narrow(&what, "resource", fits, of)
    }

    fn narrow(
        mut self,
        what: &str,
        noun: &str,
        fits: impl Fn(&History<'c>) -> bool,
        of: impl Fn(&History<'c>) -> String,
    ) -> Self {
        let (inside, outside): (Vec<_>, Vec<_>) =
            self.histories.iter().cloned().partition(|history| fits(history));
        if inside.is_empty() {
            let seen: BTreeSet<String> = outside.iter().map(|history| format!("`{}`", of(history))).collect();
            let seen: Vec<String> = seen.into_iter().collect();
            self.fail(format!("was not emitted {what}; seen with {noun} {}", seen.join(", ")));
        }
        self.histories = inside;
        self
    }

    /// Expects a type.
    pub fn kind(self, kind: Kind) -> Self {
        self.each("type", &kind, |history| history.family().kind(), ToString::to_string)
    }

    /// Expects a counter: a sum that only grows.
    pub fn counter(self) -> Self {
        self.kind(Kind::Counter)
    }

    /// Expects a gauge.
    pub fn gauge(self) -> Self {
        self.kind(Kind::Gauge)
    }

    /// Expects an up-down counter: a sum that may fall (OTLP).
    pub fn up_down_counter(self) -> Self {
        self.kind(Kind::UpDownCounter)
    }

    /// Expects a histogram.
    pub fn histogram(self) -> Self {
        self.kind(Kind::Histogram)
    }

    /// Expects an exponential histogram (OTLP).
    pub fn exponential_histogram(self) -> Self {
        self.kind(Kind::ExponentialHistogram)
    }

    /// Expects a summary.
    pub fn summary(self) -> Self {
        self.kind(Kind::Summary)
    }

    /// Expects a unit; an empty one means that none is said.
    pub fn unit(self, unit: &str) -> Self {
        let of = |history: &History<'c>| history.family().unit().unwrap_or_default().to_owned();
        self.each("unit", &unit.to_owned(), of, quoted)
    }

    /// Expects a help text or description; an empty one means that none is said.
    pub fn help(self, help: &str) -> Self {
        let of = |history: &History<'c>| history.family().help().unwrap_or_default().to_owned();
        self.each("help text", &help.to_owned(), of, |text| format!("{text:?}"))
    }

    /// Expects a temporality.
    pub fn temporality(self, temporality: Temporality) -> Self {
        let shown =
            |found: &Option<Temporality>| found.map_or_else(|| "none".to_owned(), |found| found.to_string());
        self.each("temporality", &Some(temporality), |history| history.family().temporality(), shown)
    }

    /// Expects points that hold everything since the start.
    pub fn cumulative(self) -> Self {
        self.temporality(Temporality::Cumulative)
    }

    /// Expects points that hold what came since the point before.
    pub fn delta(self) -> Self {
        self.temporality(Temporality::Delta)
    }

    /// Expects a sum that never falls, or one that may.
    pub fn monotonic(self, monotonic: bool) -> Self {
        let shown =
            |found: &Option<bool>| found.map_or_else(|| "unsaid".to_owned(), |found| found.to_string());
        self.each("monotonicity", &Some(monotonic), |history| history.family().is_monotonic(), shown)
    }

    /// Expects the instrumentation scope of that name.
    pub fn scope(self, name: &str) -> Self {
        let of = |history: &History<'c>| history.family().scope().map_or("", |scope| scope.name()).to_owned();
        self.each("scope", &name.to_owned(), of, quoted)
    }

    /// Expects a version of the instrumentation scope.
    pub fn scope_version(self, version: &str) -> Self {
        let of =
            |history: &History<'c>| history.family().scope().map_or("", |scope| scope.version()).to_owned();
        self.each("scope's version", &version.to_owned(), of, quoted)
    }

    /// Expects a schema URL of the instrumentation scope.
    pub fn schema_url(self, url: &str) -> Self {
        let of = |history: &History<'c>| {
            history.family().scope().map_or("", |scope| scope.schema_url()).to_owned()
        };
        self.each("scope's schema URL", &url.to_owned(), of, quoted)
    }

    /// Expects the instrumentation scope to have these attributes, and perhaps others.
    pub fn scope_attributes<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.owner("scope", &owned(attributes), |history| history.family().scope().map(Scope::attributes))
    }

    /// Expects the resource to have these attributes, and perhaps others.
    pub fn resource<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.owner("resource", &owned(attributes), |history| {
            history.family().resource().map(Resource::attributes)
        })
    }

    fn owner(
        mut self,
        noun: &str,
        expected: &[(String, AttributeValue)],
        of: impl Fn(&History<'c>) -> Option<Labels<'c>>,
    ) -> Self {
        let lacking =
            self.histories.iter().find(|history| !of(history).is_some_and(|labels| holds(labels, expected)));
        if let Some(history) = lacking {
            let found = of(history).map_or_else(|| "{}".to_owned(), |labels| labels.to_string());
            self.fail(format!("the {noun} has {found}, expected {} in it", nearest::written(expected)));
        }
        self
    }

    /// Expects these label keys on every series, and no others.
    pub fn label_keys<'k>(mut self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let expected: BTreeSet<&str> = keys.into_iter().collect();
        let other = self
            .histories
            .iter()
            .find(|history| history.labels().keys().collect::<BTreeSet<_>>() != expected);
        if let Some(history) = other {
            let list = |keys: &mut dyn Iterator<Item = &str>| {
                keys.map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
            };
            let found = list(&mut history.labels().keys());
            let expected = list(&mut expected.iter().copied());
            self.fail(format!("a series has the label keys {found}, expected {expected}"));
        }
        self
    }

    /// Expects so many series.
    pub fn series_count(mut self, number: usize) -> Self {
        let found = self.histories.len();
        if found != number {
            self.fail(format!("has {found} series, expected {number}{}", self.widest()));
        }
        self
    }

    /// Expects so many series at the most.
    pub fn at_most_series(mut self, most: usize) -> Self {
        let found = self.histories.len();
        if found > most {
            self.fail(format!("has {found} series, expected at most {most}{}", self.widest()));
        }
        self
    }

    /// The label with the most values, with some of them: it is mostly the one to blame.
    fn widest(&self) -> String {
        let mut values: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for history in &self.histories {
            for label in history.labels().iter() {
                values.entry(label.key).or_default().insert(label.value.to_string());
            }
        }
        let Some((key, values)) = values.iter().max_by_key(|(_, values)| values.len()) else {
            return String::new();
        };
        format!("; label `{key}` has {}", some_of(values))
    }

    fn values_of(&self, key: &str) -> BTreeSet<String> {
        let values = self.histories.iter().filter_map(|history| history.labels().get(key));
        values.map(|value| value.to_string()).collect()
    }

    /// Expects so many values of a label at the most.
    pub fn at_most_values(mut self, key: &str, most: usize) -> Self {
        let values = self.values_of(key);
        if values.len() > most {
            self.fail(format!("label `{key}` has {}, expected at most {most}", some_of(&values)));
        }
        self
    }

    /// Expects exactly these values of a label over all series.
    pub fn label_values<'v>(mut self, key: &str, expected: impl IntoIterator<Item = &'v str>) -> Self {
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        let found = self.values_of(key);
        let missing: Vec<_> = expected.difference(&found).map(|value| format!("{value:?}")).collect();
        let more: Vec<_> = found.difference(&expected).map(|value| format!("{value:?}")).collect();
        if !missing.is_empty() {
            self.fail(format!("label `{key}` never has the value {}", missing.join(", ")));
        }
        if !more.is_empty() {
            self.fail(format!("label `{key}` has the unexpected value {}", more.join(", ")));
        }
        self
    }

    /// Expects that no series is the one into which an SDK folds what is beyond its cardinality limit.
    pub fn no_overflow(mut self) -> Self {
        let is_overflow = |labels: Labels<'_>| {
            ["otel.metric.overflow", "otel_metric_overflow"].iter().any(|key| {
                labels.get(key).is_some_and(|value| value == "true" || value == AttributeValue::Bool(true))
            })
        };
        if self.histories.iter().any(|history| is_overflow(history.labels())) {
            self.fail("has an overflow series: there were more series than the SDK's limit".to_owned());
        }
        self
    }

    /// Expects exactly these series, each given by all its labels.
    pub fn only_these_series<K, V, L>(mut self, expected: impl IntoIterator<Item = L>) -> Self
    where
        K: Into<String>,
        V: Into<AttributeValue>,
        L: IntoIterator<Item = (K, V)>,
    {
        let expected: Vec<_> = expected.into_iter().map(owned).collect();
        let is_same =
            |labels: Labels<'_>, wanted: &[(String, AttributeValue)]| nearest::differing(wanted, labels) == 0;
        let missing: Vec<_> = expected
            .iter()
            .filter(|wanted| !self.histories.iter().any(|history| is_same(history.labels(), wanted)))
            .map(|wanted| format!("has no series {}", nearest::written(wanted)))
            .collect();
        let more: Vec<_> = self
            .histories
            .iter()
            .filter(|history| !expected.iter().any(|wanted| is_same(history.labels(), wanted)))
            .map(|history| format!("has the unexpected series {}", history.labels()))
            .collect();
        missing.into_iter().chain(more).for_each(|failure| self.fail(failure));
        self
    }

    /// Goes on with the series that has exactly these labels.
    pub fn series<K: Into<String>, V: Into<AttributeValue>>(
        self,
        labels: impl IntoIterator<Item = (K, V)>,
    ) -> SeriesExpectation<'c> {
        let expected = owned(labels);
        let found = self
            .histories
            .iter()
            .find(|history| nearest::differing(&expected, history.labels()) == 0)
            .cloned();
        SeriesExpectation::of(self, found, &expected)
    }

    /// Goes on with the one series that has these labels, and perhaps others.
    pub fn series_with<K: Into<String>, V: Into<AttributeValue>>(
        mut self,
        labels: impl IntoIterator<Item = (K, V)>,
    ) -> SeriesExpectation<'c> {
        let expected = owned(labels);
        let found: Vec<_> =
            self.histories.iter().filter(|history| holds(history.labels(), &expected)).cloned().collect();
        if found.len() > 1 {
            let number = found.len();
            self.fail(format!("{number} series have {}; say more labels", nearest::written(&expected)));
        }
        SeriesExpectation::of(self, found.into_iter().next(), &expected)
    }

    /// Expects a single series, and goes on with it, whatever its labels are.
    pub fn only_series(self) -> SeriesExpectation<'c> {
        let this = self.series_count(1);
        let found = this.histories.first().cloned();
        SeriesExpectation::of(this, found, &[])
    }

    /// What failed so far, to be put together with others by [`all`](super::all).
    pub fn outcome(self) -> Outcome {
        Outcome::of(self.failures)
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

fn owned<K: Into<String>, V: Into<AttributeValue>>(
    labels: impl IntoIterator<Item = (K, V)>,
) -> Vec<(String, AttributeValue)> {
    labels.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// Whether a set has these labels, and perhaps others.
fn holds(labels: Labels<'_>, expected: &[(String, AttributeValue)]) -> bool {
    expected.iter().all(|(key, value)| labels.get(key).is_some_and(|found| found == *value))
}

fn quoted(text: &String) -> String {
    if text.is_empty() { "none".to_owned() } else { format!("`{text}`") }
}

fn some_of(values: &BTreeSet<String>) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = values.iter().take(SHOWN).map(|value| format!("{value:?}")).collect();
    let more = if values.len() > SHOWN { ", …" } else { "" };
    format!("{} values: {}{more}", values.len(), shown.join(", "))
}
