//! What the metrics say that were taken.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::super::seen::Seen;
use super::super::span::Span;
use super::{Sight, number, sight};
use crate::capture::{Capture, Exchange};
#[cfg(test)]
use crate::model::Kind;
use crate::model::{Family, Histogram, Labels, Point, Temporality, Timestamp};
use crate::pattern;
use crate::rules::{Profile, Severity};

/// What every metric of that name and kind looks like; there has to be one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Metric {
    #[serde(default = "any")]
    name: String,
    /// Of which kinds something is said; of all without.
    #[serde(default)]
    of: Vec<String>,
    kind: Option<String>,
    temporality: Option<String>,
    unit: Option<String>,
}

/// What a metric amounts to: the sum over all series that have these attributes, of the newest values where they are
/// cumulative, of all values where they are deltas. What was taken twice counts twice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Value {
    metric: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    is: Option<f64>,
    is_not: Option<f64>,
    at_most: Option<f64>,
}

/// How many series a metric has in the newest export in which it stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct SeriesCount {
    metric: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    at_least: Option<usize>,
    at_most: Option<usize>,
}

/// What every resource says. Values are patterns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Resource {
    #[serde(default)]
    has: BTreeMap<String, String>,
    #[serde(default)]
    lacks: Vec<String>,
}

/// The rule book says nothing of that severity, as far as these rules go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Conforms {
    #[serde(default = "all")]
    rules: Vec<String>,
    /// The answers of the endpoint that are looked at; everything without.
    #[serde(default)]
    asks: Vec<String>,
    #[serde(default)]
    warnings: bool,
    /// Also what is merely worth knowing, for a scenario that asks for one rule of that kind.
    #[serde(default)]
    infos: bool,
}

/// Every point was measured between the start of the program and the arrival of its request, give or take that much: clocks have a grain, and
/// some tell the time of a start that is rounded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Times {
    give_or_take: Span,
}

fn any() -> String {
    "*".to_owned()
}

fn all() -> Vec<String> {
    vec![any()]
}

/// Every metric of that name, with the exchange that said it.
fn families<'s>(seen: &'s Seen, name: &'s str) -> impl Iterator<Item = (&'s Exchange, Family<'s>)> {
    let readings = seen.capture.readings();
    let families =
        readings.flat_map(|(exchange, reading)| reading.families().map(move |family| (exchange, family)));
    families.filter(move |(_, family)| pattern::matches(name, family.name()))
}

fn has(labels: Labels<'_>, wanted: &BTreeMap<String, String>) -> bool {
    wanted.iter().all(|(key, wanted)| {
        labels.get(key).is_some_and(|value| pattern::matches(wanted, &value.to_string()))
    })
}

fn nothing(name: &str) -> Sight {
    Err(format!("no metric `{name}` arrived"))
}

impl Metric {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut found = None;
        for (_, family) in families(seen, &self.name) {
            let temporality =
                family.temporality().map(|temporality| temporality.to_string()).unwrap_or_default();
            if !self.of.is_empty() && !self.of.iter().any(|kind| kind == family.kind().name()) {
                continue;
            }
            let told =
                format!("`{}` is a {} {temporality}", family.name(), family.kind()).trim_end().to_owned();
            let is_right = self.kind.as_ref().is_none_or(|kind| kind == family.kind().name())
                && self.temporality.as_ref().is_none_or(|wanted| *wanted == temporality)
                && self.unit.as_ref().is_none_or(|unit| Some(unit.as_str()) == family.unit());
            if !is_right {
                return Err(told);
            }
            found.get_or_insert(told);
        }
        found.map_or_else(|| nothing(&self.name), Ok)
    }
}

pub(super) fn absent(seen: &Seen, name: &str) -> Sight {
    match families(seen, name).next() {
        Some((_, family)) => Err(format!("`{}` arrived", family.name())),
        None => Ok(format!("no `{name}`")),
    }
}

impl Value {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut cumulative: BTreeMap<String, f64> = BTreeMap::new();
        let mut deltas = 0.0;
        let mut is_there = false;
        for (_, family) in families(seen, &self.metric) {
            let resource = family.resource().map(|resource| resource.attributes().to_string());
            for series in family.series().filter(|series| has(series.labels(), &self.attributes)) {
                let Some(point) = series.points().last() else { continue };
                let histogram = || point.histogram().and_then(Histogram::count);
                let Some(value) = point.number().or_else(histogram) else { continue };
                is_there = true;
                if family.temporality() == Some(Temporality::Delta) {
                    deltas += value.as_f64();
                } else {
                    let stream = format!("{resource:?} {} {}", family.name(), series.labels());
                    cumulative.insert(stream, value.as_f64());
                }
            }
        }
        if !is_there {
            return nothing(&self.metric);
        }
        let sum = deltas + cumulative.values().sum::<f64>();
        // Recorded are small whole numbers, which sums of floating point hold exactly.
        let is = |wanted: f64| sum == wanted;
        let is_right = self.is.is_none_or(is)
            && !self.is_not.is_some_and(is)
            && self.at_most.is_none_or(|most| sum <= most);
        let of = match cumulative.len() {
            0 | 1 => String::new(),
            streams => format!(" over {streams} series"),
        };
        sight(is_right, format!("`{}` amounts to {sum}{of}", self.metric))
    }
}

impl SeriesCount {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let last = families(seen, &self.metric).last();
        let Some((_, family)) = last else { return nothing(&self.metric) };
        let count = family.series().filter(|series| has(series.labels(), &self.attributes)).count();
        let is_right =
            self.at_least.is_none_or(|least| count >= least) && self.at_most.is_none_or(|most| count <= most);
        let of: Vec<_> = self.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let of = if of.is_empty() { String::new() } else { format!(" with {}", of.join(", ")) };
        sight(is_right, format!("`{}` has {} series{of}", self.metric, count))
    }
}

impl Resource {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut last = None;
        for (_, reading) in seen.capture.readings() {
            for resource in reading.resources() {
                let attributes = resource.attributes();
                let value = |key: &str| attributes.get(key).map(|value| value.to_string());
                for (key, wanted) in &self.has {
                    match value(key) {
                        Some(value) if pattern::matches(wanted, &value) => {}
                        Some(value) => return Err(format!("`{key}` is `{value}`")),
                        None => return Err(format!("no `{key}`")),
                    }
                }
                if let Some((key, value)) = self.lacks.iter().find_map(|key| Some((key, value(key)?))) {
                    return Err(format!("`{key}` is `{value}`"));
                }
                let told = self.has.keys().filter_map(|key| Some(format!("`{key}` is `{}`", value(key)?)));
                let lacks = self.lacks.iter().map(|key| format!("no `{key}`"));
                last = Some(told.chain(lacks).collect::<Vec<_>>().join(", "));
            }
        }
        last.ok_or_else(|| "no resource arrived".to_owned())
    }
}

pub(super) fn exemplars(seen: &Seen, wanted: bool) -> Sight {
    let points = families(seen, "*").flat_map(|(_, family)| family.points());
    let mut count = 0;
    for point in points {
        count += point.exemplars().len();
    }
    if families(seen, "*").next().is_none() {
        return nothing("*");
    }
    sight((count > 0) == wanted, number(count, "exemplar", "exemplars"))
}

impl Conforms {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let capture: Capture = match self.asks.as_slice() {
            [] => seen.capture.clone(),
            // Numbered anew, as the rules count exchanges from the first.
            asks => Capture::from_records(
                asks.iter().flat_map(|name| seen.answers(name)).map(|exchange| exchange.record().clone()),
            ),
        };
        if capture.requests().is_empty() {
            return Err("nothing was answered".to_owned());
        }
        let least = match (self.warnings, self.infos) {
            (_, true) => Severity::Info,
            (true, false) => Severity::Warning,
            (false, false) => Severity::Error,
        };
        let judgement = capture.judge(&Profile::default());
        let told: Vec<_> = judgement
            .findings()
            .iter()
            .filter(|finding| finding.severity >= least)
            .filter(|finding| pattern::any(&self.rules, finding.rule.id))
            .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
            .collect();
        match told.as_slice() {
            [] => Ok("nothing to complain of".to_owned()),
            [only] => Err(only.clone()),
            [first, rest @ ..] => {
                Err(format!("{first}, and {}", number(rest.len(), "more finding", "more findings")))
            }
        }
    }
}

impl Times {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let grain = self.give_or_take.0.as_nanos() as i128;
        let nanos = |time: SystemTime| Timestamp::from(time).unix_nanos();
        let mut count = 0;
        for (exchange, family) in families(seen, "*") {
            let (begun, arrived) = (nanos(seen.begun), nanos(exchange.arrived()));
            for time in family.points().filter_map(Point::time).map(Timestamp::unix_nanos) {
                let (off, of) = match time {
                    time if time > arrived => (time - arrived, "after its arrival"),
                    time => (begun - time, "before the start of the program"),
                };
                if off > grain {
                    let off = Span(Duration::from_nanos(u64::try_from(off).unwrap_or(u64::MAX)));
                    return Err(format!("a point of `{}` says a time {off} {of}", family.name()));
                }
                count += 1;
            }
        }
        sight(count > 0, number(count, "point", "points") + " measured between start and arrival")
    }
}

#[cfg(test)]
/// Kinds are written as the model calls them; a scenario with another word would expect in vain.
pub(in crate::conformance) fn unknown_kind(expectation: &super::Expectation) -> Option<&str> {
    let super::Expectation::Metric(Metric { of, kind, .. }) = expectation else { return None };
    of.iter().chain(kind).map(String::as_str).find(|name| Kind::from_name(name).is_none())
}
