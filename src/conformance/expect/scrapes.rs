//! What a scrape is worth to those who read it.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

use super::super::seen::Seen;
use super::answers::head;
use super::{Sight, number, sight};
use crate::capture::{Exchange, Status};
use crate::exposition::{Escaping, Format, MediaType, Prometheus, Verdict, verdict};
use crate::model::{Family, Histogram};
use crate::pattern;

/// Every answer is taken by these lines of Prometheus servers, the whole of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::conformance) struct Taken {
    #[serde(default = "usual")]
    asks: Vec<String>,
    /// 2, 3 or both.
    #[serde(default = "both")]
    by: Vec<u8>,
}

/// What every answer says of a metric.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Says {
    #[serde(default = "usual")]
    asks: Vec<String>,
    /// A pattern: formats and escaping schemes name one metric in several ways.
    metric: String,
    /// Whether that is the name before it is escaped by the scheme that the Content-Type says. A program that no answer shows to have
    /// other characters in its names has an underscore in the place of each.
    #[serde(default)]
    escaped: bool,
    /// Labels with their values, as they are.
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// The value of each such series, or how many observations it has.
    value: Option<f64>,
    /// The sum of the observations of each such series.
    sum: Option<f64>,
    /// At least so many such series.
    #[serde(default = "one")]
    at_least: usize,
    at_most: Option<usize>,
}

/// A filter for names gives what was asked for alone, or, where nobody knows it, everything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::conformance) struct Filtered {
    ask: String,
    /// The answer without a filter.
    all: String,
    /// A pattern of what was asked for.
    metric: String,
}

fn usual() -> Vec<String> {
    vec!["answer".to_owned()]
}

fn both() -> Vec<u8> {
    vec![2, 3]
}

const fn one() -> usize {
    1
}

impl Taken {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut answers = 0;
        for exchange in self.asks.iter().flat_map(|name| seen.answers(name)) {
            answers += 1;
            for prometheus in Prometheus::ALL.into_iter().filter(|line| self.by.contains(&line.major())) {
                refusal(exchange, prometheus).map_or(Ok(()), Err)?;
            }
        }
        let by = self.by.iter().map(u8::to_string).collect::<Vec<_>>().join(" and ");
        let answers = number(answers, "answer", "answers");
        sight(!answers.starts_with("no "), format!("Prometheus {by} would take {answers}"))
    }
}

/// Why that line of servers would not take an answer, or not all of it.
fn refusal(exchange: &Exchange, prometheus: Prometheus) -> Option<String> {
    if let Some(problem) = exchange.problem() {
        return Some(format!("no answer: {problem}"));
    }
    if exchange.status() != Some(Status::Http(200)) {
        return Some(head(exchange));
    }
    let reader = prometheus.reader_of(exchange.header("content-type"), None);
    let Some(format) = reader.format else {
        return Some(format!("{prometheus}: {}", reader.complaint.unwrap_or_default()));
    };
    // No server has a reader of its own for the newest version yet.
    let format = if format == Format::OpenMetricsText2 { Format::OpenMetricsText } else { format };
    match verdict(exchange.body(), format, prometheus) {
        Verdict::Accepted => None,
        Verdict::Partly { why, line } => Some(format!("{prometheus} stops reading at line {line}: {why}")),
        Verdict::Refused { why, line: 0 } => Some(format!("{prometheus} refuses it: {why}")),
        Verdict::Refused { why, line } => Some(format!("{prometheus} refuses it, line {line}: {why}")),
    }
}

impl Says {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut told = Err("nothing was asked".to_owned());
        for (name, exchange) in self.asks.iter().flat_map(|name| seen.answers(name).map(move |it| (name, it)))
        {
            let Some(reading) = exchange.reading() else {
                return Err(format!("nothing could be read of `{name}`: {}", head(exchange)));
            };
            let names =
                if self.escaped { self.escaped_names(seen, exchange) } else { vec![self.metric.clone()] };
            let mut series = 0;
            // One format says times of creation by families of their own.
            let is_meant = |family: &Family<'_>| {
                pattern::any(&names, family.name()) && !family.name().ends_with("_created")
            };
            for family in reading.families().filter(is_meant) {
                let (count, other) = self.count(family);
                if let Some(other) = other {
                    return Err(format!("`{}` is {other} in `{name}`", family.name()));
                }
                series += count;
            }
            if series < self.at_least || self.at_most.is_some_and(|most| series > most) {
                let labels = self.labels.iter().map(|(key, value)| format!("{key}={value:?}"));
                let labels = labels.collect::<Vec<_>>().join(", ");
                let labels = if labels.is_empty() { labels } else { format!(" with {labels}") };
                return Err(format!(
                    "`{}` has {}{labels} in `{name}`",
                    names.join("` or `"),
                    number(series, "series", "series")
                ));
            }
            told = Ok(format!("`{}` has {series} series", self.metric));
        }
        told
    }

    fn escaped_names(&self, seen: &Seen, exchange: &Exchange) -> Vec<String> {
        let media = exchange.header("content-type").and_then(|text| MediaType::parse(text).ok());
        let scheme = media.as_ref().and_then(|media| media.parameter("escaping")?.parse().ok());
        let scheme = scheme.unwrap_or(Escaping::Underscores);
        let escaped = |name: &str| scheme.escape(name).into_owned();
        if seen.capture.readings().any(|(_, reading)| reading.family(&self.metric).is_some()) {
            return vec![escaped(&self.metric)];
        }
        let plain = Escaping::Underscores.escape(&self.metric).into_owned();
        // Names that need no escaping are left alone by some, also where they have underscores.
        vec![escaped(&plain), plain]
    }

    /// How many series are meant, and a value of one that is not as wanted.
    fn count(&self, family: Family<'_>) -> (usize, Option<f64>) {
        let mut count = 0;
        for series in family.series() {
            let labels = series.labels();
            let has = |(key, wanted): (&String, &String)| {
                labels.get(key).is_some_and(|value| value.to_string() == *wanted)
            };
            if !self.labels.iter().all(has) {
                continue;
            }
            count += 1;
            let Some(point) = series.points().last() else { continue };
            let histogram = point.histogram();
            let number = point.number().or_else(|| histogram.and_then(Histogram::count));
            let sum = histogram.and_then(Histogram::sum);
            for (wanted, number) in [(self.value, number), (self.sum, sum)] {
                let (Some(wanted), Some(number)) = (wanted, number) else { continue };
                let value = number.as_f64();
                if value != wanted && !(value.is_nan() && wanted.is_nan()) {
                    return (count, Some(value));
                }
            }
        }
        (count, None)
    }
}

impl Filtered {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let names = |ask: &str| -> Result<BTreeSet<String>, String> {
            let Some(exchange) = seen.answers(ask).next() else {
                return Err(format!("nothing was asked for `{ask}`"));
            };
            match exchange.reading().filter(|_| exchange.is_taken()) {
                Some(reading) => Ok(reading.families().map(|family| family.name().to_owned()).collect()),
                None => Err(format!("nothing could be read of `{ask}`: {}", head(exchange))),
            }
        };
        let (all, filtered) = (names(&self.all)?, names(&self.ask)?);
        let is_meant = |name: &String| pattern::matches(&self.metric, name);
        if !all.iter().any(is_meant) {
            return Err(format!("no `{}` among {}", self.metric, number(all.len(), "family", "families")));
        }
        let found = number(filtered.len(), "family", "families");
        if !filtered.iter().any(is_meant) {
            return Err(format!(
                "asked for `{}`, it answers with {found}, and not with that one",
                self.metric
            ));
        }
        if filtered == all {
            return Ok("it does not know the filter, and answers with everything".to_owned());
        }
        let stray = filtered.iter().find(|name| !is_meant(name));
        let told = stray.map(|stray| format!("`{stray}`, which was not asked for"));
        told.map_or_else(|| Ok(format!("the filter gives {found}")), Err)
    }
}
