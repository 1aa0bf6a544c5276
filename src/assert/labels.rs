//! What the labels of a metric are expected to be: keys, values, and how many series they make.

use std::collections::{BTreeMap, BTreeSet};

use super::metric::{MetricExpectation, owned};
use super::nearest;
use super::value::ValueMatcher;
use crate::model::{AttributeValue, Labels, Number};

impl MetricExpectation<'_> {
    /// Expects these label keys on every series, and no others.
    pub fn label_keys<'k>(mut self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let expected: BTreeSet<&str> = keys.into_iter().collect();
        let other = self.series.iter().find(|seen| seen.labels.keys().collect::<BTreeSet<_>>() != expected);
        if let Some(seen) = other {
            let list = |keys: &mut dyn Iterator<Item = &str>| {
                let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
                if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
            };
            let found = list(&mut seen.labels.keys());
            let expected = list(&mut expected.iter().copied());
            self.fail(format!("a series has the label keys {found}, expected {expected}"));
        }
        self
    }

    /// Expects that every series has this label, and perhaps others.
    pub fn has_label(mut self, key: &str) -> Self {
        let without = self.series.iter().find(|seen| seen.labels.get(key).is_none());
        if let Some(seen) = without {
            self.fail(format!("series {} has no label `{key}`", seen.labels));
        }
        self
    }

    /// Expects that no series has this label.
    pub fn has_no_label(mut self, key: &str) -> Self {
        let values = self.values_of(key);
        if !values.is_empty() {
            self.fail(format!("has the unexpected label `{key}` with {}", some_of(&values)));
        }
        self
    }

    /// Expects so many series.
    pub fn series_count(mut self, expected: impl Into<ValueMatcher>) -> Self {
        let expected = expected.into();
        let found = self.series.len();
        if !expected.takes(Number::from(found as u64)) {
            self.fail(format!("has {found} series, expected {expected}{}", self.widest()));
        }
        self
    }

    /// Expects so many series at the most.
    pub fn at_most_series(mut self, most: usize) -> Self {
        let found = self.series.len();
        if found > most {
            self.fail(format!("has {found} series, expected at most {most}{}", self.widest()));
        }
        self
    }

    /// The label with the most values, with some of them: it is mostly the one to blame.
    fn widest(&self) -> String {
        let mut values: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for seen in &self.series {
            for label in seen.labels.iter() {
                values.entry(label.key).or_default().insert(label.value.to_string());
            }
        }
        let Some((key, values)) = values.iter().max_by_key(|(_, values)| values.len()) else {
            return String::new();
        };
        format!("; label `{key}` has {}", some_of(values))
    }

    fn values_of(&self, key: &str) -> BTreeSet<String> {
        let values = self.series.iter().filter_map(|seen| seen.labels.get(key));
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
        if self.series.iter().any(|seen| is_overflow(seen.labels)) {
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
            .filter(|wanted| !self.series.iter().any(|seen| is_same(seen.labels, wanted)))
            .map(|wanted| format!("has no series {}", nearest::written(wanted)))
            .collect();
        let more: Vec<_> = self
            .series
            .iter()
            .filter(|seen| !expected.iter().any(|wanted| is_same(seen.labels, wanted)))
            .map(|seen| format!("has the unexpected series {}", seen.labels))
            .collect();
        missing.into_iter().chain(more).for_each(|failure| self.fail(failure));
        self
    }
}

/// Whether this is the series into which an SDK folds what is beyond its cardinality limit.
pub(super) fn is_overflow(labels: Labels<'_>) -> bool {
    ["otel.metric.overflow", "otel_metric_overflow"].iter().any(|key| {
        labels.get(key).is_some_and(|value| value == "true" || value == AttributeValue::Bool(true))
    })
}

fn some_of(values: &BTreeSet<String>) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = values.iter().take(SHOWN).map(|value| format!("{value:?}")).collect();
    let more = if values.len() > SHOWN { ", …" } else { "" };
    format!("{} values: {}{more}", values.len(), shown.join(", "))
}
