//! What a metric is expected to be.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::nearest;
use super::outcome::{AssertionFailure, Outcome};
use super::seen::{Seen, Source, scope_name};
use super::series::SeriesExpectation;
use crate::model::{AttributeValue, Kind, Labels, Resource, Scope, Temporality};

/// Expectations of one metric. Begun by [`Capture::expect`](crate::capture::Capture::expect), ended by `verify`, `check` or `outcome`.
#[derive(Clone)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct MetricExpectation<'c> {
    pub(super) source: Source<'c>,
    pub(super) name: String,
    pub(super) series: Vec<Seen<'c>>,
    pub(super) failures: Vec<String>,
}

impl<'c> MetricExpectation<'c> {
    pub(super) fn of(source: Source<'c>, name: String) -> Self {
        let series = source.series_of(&name);
        let mut failures = Vec::new();
        if series.is_empty() {
            failures.push(if source.declares(&name) {
                format!("`{name}` is declared and has no series")
            } else {
                nearest::missing_metric(&name, &source.names())
            });
        }
        Self { source, name, series, failures }
    }

    pub(super) fn fail(&mut self, message: impl Display) {
        // Of a metric that was not emitted nothing more can be said.
        if !self.series.is_empty() {
            self.failures.push(format!("`{}`: {message}", self.name));
        }
    }

    /// Expects something that each family of this name says of itself.
    fn each<T: PartialEq>(
        mut self,
        what: &str,
        expected: &T,
        of: impl Fn(&Seen<'c>) -> T,
        shown: impl Fn(&T) -> String,
    ) -> Self {
        let mut others: Vec<String> = Vec::new();
        for seen in &self.series {
            let found = of(seen);
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
        let of = |seen: &Seen<'c>| seen.family.scope().map_or("", |scope| scope.name()).to_owned();
        self.narrow(&format!("in scope `{scope}`"), "scope", |seen| of(seen) == scope, of)
    }

    /// Looks only at the metric of resources that have these attributes.
    pub fn from_resource<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let expected = owned(attributes);
        let what = format!("from a resource with {}", nearest::written(&expected));
        let of = |seen: &Seen<'c>| {
            seen.family.resource().map_or_else(String::new, |resource| resource.attributes().to_string())
        };
        let fits = |seen: &Seen<'c>| {
            seen.family.resource().is_some_and(|resource| holds(resource.attributes(), &expected))
        };
        self.narrow(&what, "resource", fits, of)
    }

    fn narrow(
        mut self,
        what: &str,
        noun: &str,
        fits: impl Fn(&Seen<'c>) -> bool,
        of: impl Fn(&Seen<'c>) -> String,
    ) -> Self {
        let (inside, outside): (Vec<_>, Vec<_>) = self.series.iter().cloned().partition(|seen| fits(seen));
        if inside.is_empty() {
            let seen: BTreeSet<String> = outside.iter().map(|seen| format!("`{}`", of(seen))).collect();
            let seen: Vec<String> = seen.into_iter().collect();
            self.fail(format!("was not emitted {what}; seen with {noun} {}", seen.join(", ")));
        }
        self.series = inside;
        self
    }

    /// Expects a type.
    pub fn kind(self, kind: Kind) -> Self {
        self.each("type", &kind, |seen| seen.family.kind(), ToString::to_string)
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
        let of = |seen: &Seen<'c>| seen.family.unit().unwrap_or_default().to_owned();
        self.each("unit", &unit.to_owned(), of, quoted)
    }

    /// Expects a help text or description; an empty one means that none is said.
    pub fn help(self, help: &str) -> Self {
        let of = |seen: &Seen<'c>| seen.family.help().unwrap_or_default().to_owned();
        self.each("help text", &help.to_owned(), of, |text| format!("{text:?}"))
    }

    /// Expects a temporality.
    pub fn temporality(self, temporality: Temporality) -> Self {
        let shown =
            |found: &Option<Temporality>| found.map_or_else(|| "none".to_owned(), |found| found.to_string());
        self.each("temporality", &Some(temporality), |seen| seen.family.temporality(), shown)
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
        self.each("monotonicity", &Some(monotonic), |seen| seen.family.is_monotonic(), shown)
    }

    /// Expects the instrumentation scope of that name.
    pub fn scope(self, name: &str) -> Self {
        let of = |seen: &Seen<'c>| seen.family.scope().map_or("", |scope| scope.name()).to_owned();
        self.each("scope", &name.to_owned(), of, quoted)
    }

    /// Expects a version of the instrumentation scope.
    pub fn scope_version(self, version: &str) -> Self {
        let of = |seen: &Seen<'c>| seen.family.scope().map_or("", |scope| scope.version()).to_owned();
        self.each("scope's version", &version.to_owned(), of, quoted)
    }

    /// Expects a schema URL of the instrumentation scope.
    pub fn schema_url(self, url: &str) -> Self {
        let of = |seen: &Seen<'c>| seen.family.scope().map_or("", |scope| scope.schema_url()).to_owned();
        self.each("scope's schema URL", &url.to_owned(), of, quoted)
    }

    /// Expects the instrumentation scope to have these attributes, and perhaps others.
    pub fn scope_attributes<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.owner("scope", &owned(attributes), |seen| seen.family.scope().map(Scope::attributes))
    }

    /// Expects the resource to have these attributes, and perhaps others.
    pub fn resource<K: Into<String>, V: Into<AttributeValue>>(
        self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.owner("resource", &owned(attributes), |seen| seen.family.resource().map(Resource::attributes))
    }

    /// Expects the resource to have exactly these attributes.
    pub fn only_resource<K: Into<String>, V: Into<AttributeValue>>(
        mut self,
        attributes: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let expected = owned(attributes);
        let of = |seen: &Seen<'c>| seen.family.resource().map(Resource::attributes);
        let is_other = |seen: &&Seen<'c>| match of(seen) {
            Some(labels) => nearest::differing(&expected, labels) != 0,
            None => !expected.is_empty(),
        };
        if let Some(seen) = self.series.iter().find(is_other) {
            let found = of(seen).map_or_else(|| "{}".to_owned(), |labels| labels.to_string());
            self.fail(format!("the resource has {found}, expected exactly {}", nearest::written(&expected)));
        }
        self
    }

    /// Expects a schema URL of the resource.
    pub fn resource_schema_url(self, url: &str) -> Self {
        let of =
            |seen: &Seen<'c>| seen.family.resource().map_or("", |resource| resource.schema_url()).to_owned();
        self.each("resource's schema URL", &url.to_owned(), of, quoted)
    }

    fn owner(
        mut self,
        noun: &str,
        expected: &[(String, AttributeValue)],
        of: impl Fn(&Seen<'c>) -> Option<Labels<'c>>,
    ) -> Self {
        let lacking = self.series.iter().find(|seen| !of(seen).is_some_and(|labels| holds(labels, expected)));
        if let Some(seen) = lacking {
            let found = of(seen).map_or_else(|| "{}".to_owned(), |labels| labels.to_string());
            self.fail(format!("the {noun} has {found}, expected {} in it", nearest::written(expected)));
        }
        self
    }

    /// Goes on with the series that has exactly these labels.
    ///
    /// Where several scopes or resources have one, say which with [`MetricExpectation::in_scope`] or
    /// [`MetricExpectation::from_resource`] first.
    pub fn series<K: Into<String>, V: Into<AttributeValue>>(
        self,
        labels: impl IntoIterator<Item = (K, V)>,
    ) -> SeriesExpectation<'c> {
        let expected = owned(labels);
        self.pick(&nearest::written(&expected), &expected, |seen| {
            nearest::differing(&expected, seen.labels) == 0
        })
    }

    /// Goes on with the one series that has these labels, and perhaps others.
    pub fn series_with<K: Into<String>, V: Into<AttributeValue>>(
        self,
        labels: impl IntoIterator<Item = (K, V)>,
    ) -> SeriesExpectation<'c> {
        let expected = owned(labels);
        self.pick(&nearest::written(&expected), &expected, |seen| holds(seen.labels, &expected))
    }

    /// Goes on with the one series whose labels a function takes; `what` says it in words.
    pub fn series_where(self, what: &str, test: impl Fn(Labels<'c>) -> bool) -> SeriesExpectation<'c> {
        self.pick(&format!("with {what}"), &[], |seen| test(seen.labels))
    }

    /// Expects a single series, and goes on with it, whatever its labels are.
    pub fn only_series(self) -> SeriesExpectation<'c> {
        let this = self.series_count(1);
        let found = if let [only] = this.series.as_slice() { Some(only.clone()) } else { None };
        SeriesExpectation::of(this, found)
    }

    /// Goes on with the one series that fits. Of several none is taken, since a guess could hide a failure.
    fn pick(
        mut self,
        what: &str,
        expected: &[(String, AttributeValue)],
        fits: impl Fn(&Seen<'c>) -> bool,
    ) -> SeriesExpectation<'c> {
        let found: Vec<&Seen<'c>> = self.series.iter().filter(|seen| fits(seen)).collect();
        let (failure, found) = match found.as_slice() {
            [only] => (None, Some((*only).clone())),
            [] => {
                let near = self.series.iter().min_by_key(|seen| nearest::differing(expected, seen.labels));
                let near = near.map(|seen| format!("; the nearest is {}", seen.labels)).unwrap_or_default();
                (Some(format!("has no series {what}{near}")), None)
            }
            several => (Some(format!("{} series are {what}; {}", several.len(), apart(several))), None),
        };
        if let Some(failure) = failure {
            self.fail(failure);
        }
        SeriesExpectation::of(self, found)
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

pub(super) fn owned<K: Into<String>, V: Into<AttributeValue>>(
    labels: impl IntoIterator<Item = (K, V)>,
) -> Vec<(String, AttributeValue)> {
    labels.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// Whether a set has these labels, and perhaps others.
pub(super) fn holds(labels: Labels<'_>, expected: &[(String, AttributeValue)]) -> bool {
    expected.iter().all(|(key, value)| labels.get(key).is_some_and(|found| found == *value))
}

fn quoted(text: &String) -> String {
    if text.is_empty() { "none".to_owned() } else { format!("`{text}`") }
}

/// By what series can be told apart that are all meant by the same words.
fn apart(several: &[&Seen<'_>]) -> String {
    let scopes: BTreeSet<&str> = several.iter().map(|seen| scope_name(seen)).collect();
    if scopes.len() > 1 {
        let scopes: Vec<String> = scopes.iter().map(|name| format!("`{name}`")).collect();
        return format!("say one of the scopes {} with `in_scope`", scopes.join(", "));
    }
    let labels: BTreeSet<String> = several.iter().map(|seen| seen.labels.to_string()).collect();
    if labels.len() > 1 {
        let labels: Vec<String> = labels.into_iter().take(3).collect();
        return format!("say more labels, as in {}", labels.join(", "));
    }
    let kinds: BTreeSet<Kind> = several.iter().map(|seen| seen.family.kind()).collect();
    if kinds.len() > 1 {
        let kinds: Vec<&str> = kinds.into_iter().map(Kind::name).collect();
        return format!("they are of the types {}", kinds.join(", "));
    }
    "say which resource with `from_resource`".to_owned()
}
