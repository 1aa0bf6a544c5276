//! What an endpoint answers.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

use super::super::seen::Seen;
use super::super::span::Span;
use super::{Sight, number, sight};
use crate::capture::{Exchange, Status};
use crate::exposition::MediaType;
use crate::model::{Number, Point, Reading};
use crate::pattern;

/// What all answers of that name look like. Texts are patterns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Answer {
    #[serde(default = "usual")]
    ask: String,
    /// One of these.
    #[serde(default)]
    status: Vec<u16>,
    /// One of these media types.
    #[serde(default)]
    media: Vec<String>,
    /// One of these Content-Types, with at least these parameters: `text/plain; version=0.0.4`.
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    #[serde(default)]
    lacks_parameters: Vec<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The compression, or `none`.
    encoding: Option<String>,
    /// Whether there is anything in the body.
    body: Option<bool>,
    within: Option<Span>,
}

/// What all answers of these names say is the same, values apart unless they are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Same {
    asks: Vec<String>,
    /// Families that are left out: patterns.
    #[serde(default)]
    without: Vec<String>,
    /// The families that are looked at, as patterns of their narrowest names; all without.
    #[serde(default)]
    only: Vec<String>,
    /// Whether only the names of families are looked at: what a runtime says of itself has other series from moment to moment.
    #[serde(default)]
    names: bool,
    /// Whether the values have to be the same too.
    #[serde(default)]
    values: bool,
}

/// Which families an answer has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Families {
    #[serde(default = "usual")]
    ask: String,
    /// Patterns, each of which some family fits.
    #[serde(default)]
    has: Vec<String>,
    /// Patterns, one of which each family fits.
    #[serde(default)]
    only: Vec<String>,
    at_least: Option<usize>,
}

fn usual() -> String {
    "answer".to_owned()
}

fn unanswered(name: &str) -> Sight {
    Err(format!("nothing was asked for `{name}`"))
}

impl Answer {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut told = None;
        for exchange in seen.answers(&self.ask) {
            match self.offence(exchange) {
                Some(wrong) => return Err(wrong),
                None => told = Some(head(exchange)),
            }
        }
        told.map_or_else(|| unanswered(&self.ask), Ok)
    }

    /// What is not as wanted in an answer.
    fn offence(&self, exchange: &Exchange) -> Option<String> {
        if let Some(problem) = exchange.problem() {
            return Some(format!("no answer: {problem}"));
        }
        let Some(Status::Http(status)) = exchange.status() else { return Some("no answer".to_owned()) };
        if !self.status.is_empty() && !self.status.contains(&status) {
            return Some(head(exchange));
        }
        let content_type = exchange.header("content-type").and_then(|text| MediaType::parse(text).ok());
        let media =
            content_type.as_ref().map(|content_type| content_type.essence.clone()).unwrap_or_default();
        if !self.media.is_empty() && !self.media.contains(&media) {
            return Some(head(exchange));
        }
        let is_one = |text: &String| {
            MediaType::parse(text)
                .is_ok_and(|wanted| content_type.as_ref().is_some_and(|it| fits(it, &wanted)))
        };
        if !self.types.is_empty() && !self.types.iter().any(is_one) {
            return Some(head(exchange));
        }
        let parameter = |name: &str| content_type.as_ref()?.parameter(name).map(str::to_owned);
        let is_wrong = |(name, wanted): (&String, &String)| {
            !parameter(name).is_some_and(|value| pattern::matches(wanted, &value))
        };
        if self.parameters.iter().any(is_wrong)
            || self.lacks_parameters.iter().any(|name| parameter(name).is_some())
        {
            return Some(head(exchange));
        }
        for (name, wanted) in &self.headers {
            match exchange.header(name) {
                Some(value) if pattern::matches(wanted, value) => {}
                Some(value) => return Some(format!("`{name}: {value}`")),
                None => return Some(format!("{}, without `{name}`", head(exchange))),
            }
        }
        if let Some(wanted) = &self.encoding
            && !pattern::matches(wanted, exchange.encoding().unwrap_or("none"))
        {
            return Some(format!("compression {}", exchange.encoding().unwrap_or("none")));
        }
        let is_full = !exchange.body().is_empty();
        if self.body.is_some_and(|wanted| wanted != is_full) {
            let body = if is_full { "something in the body" } else { "nothing in the body" };
            return Some(format!("{}, {body}", head(exchange)));
        }
        let took = exchange.duration().map(Span).unwrap_or_default();
        self.within.filter(|within| took > *within).map(|_| format!("an answer after {took}"))
    }
}

/// Whether a Content-Type is the one that is wanted.
fn fits(it: &MediaType, wanted: &MediaType) -> bool {
    it.essence == wanted.essence
        && wanted.parameters.iter().all(|(name, value)| {
            it.parameter(name)
                .is_some_and(|it| pattern::matches(&value.to_ascii_lowercase(), &it.to_ascii_lowercase()))
        })
}

/// The head of an answer in a few words.
pub(super) fn head(exchange: &Exchange) -> String {
    let status = exchange.status().map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let encoding = exchange.encoding().map(|encoding| format!(", {encoding}")).unwrap_or_default();
    match exchange.header("content-type") {
        Some(content_type) => format!("{status}, `{content_type}`{encoding}"),
        None => format!("{status}{encoding}"),
    }
}

/// A name as the narrowest format would have it, without what one format appends and the other does not.
fn canonical(name: &str) -> String {
    let narrow: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let end = ["_total", "_info"].into_iter().find_map(|end| narrow.strip_suffix(end));
    end.unwrap_or(&narrow).to_owned()
}

/// A value as every format can say it.
fn amount(point: Option<Point<'_>>) -> String {
    let Some(point) = point else { return String::new() };
    let text = |number: Option<Number>| number.map_or("?".to_owned(), |number| number.as_f64().to_string());
    match (point.histogram(), point.summary()) {
        (Some(histogram), _) => format!(" {} times {}", text(histogram.count()), text(histogram.sum())),
        (None, Some(summary)) => format!(" {} times {}", text(summary.count()), text(summary.sum())),
        (None, None) => format!(" {}", text(point.number())),
    }
}

impl Same {
    /// What is compared of a reading. Times of creation are said by families of their own in one format, beside the samples in
    /// another, and not at all in a third.
    fn essence(&self, reading: &Reading) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for family in reading.families() {
            let name = canonical(family.name());
            let is_meant = self.only.is_empty() || pattern::any(&self.only, &name);
            if !is_meant || family.name().ends_with("_created") || pattern::any(&self.without, family.name())
            {
                continue;
            }
            if self.names {
                all.insert(name);
                continue;
            }
            for series in family.series() {
                let labels = series.labels();
                let labels: Vec<_> =
                    labels.iter().map(|label| format!("{}={}", canonical(label.key), label.value)).collect();
                let value = if self.values { amount(series.points().last()) } else { String::new() };
                all.insert(format!("{name}{{{}}}{value}", labels.join(",")));
            }
        }
        all
    }

    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut first: Option<(String, BTreeSet<String>)> = None;
        let mut answers = 0;
        for name in &self.asks {
            for exchange in seen.answers(name) {
                answers += 1;
                let Some(reading) = exchange.reading() else {
                    return Err(format!("nothing could be read of `{name}`: {}", head(exchange)));
                };
                let series = self.essence(reading);
                let Some((other, known)) = &first else {
                    first = Some((name.clone(), series));
                    continue;
                };
                let difference = known.symmetric_difference(&series).collect::<Vec<_>>();
                if let Some(one) = difference.first() {
                    let (has, lacks) = if known.contains(*one) { (other, name) } else { (name, other) };
                    let more = difference.len() - 1;
                    let more = if more == 0 { String::new() } else { format!(", and {more} more differ") };
                    return Err(format!("`{one}` stands in `{has}` and not in `{lacks}`{more}"));
                }
            }
        }
        match first {
            Some((_, series)) => sight(
                answers > 1 && !series.is_empty(),
                format!(
                    "{answers} answers with the same {}",
                    if self.names {
                        number(series.len(), "family", "families")
                    } else {
                        number(series.len(), "series", "series")
                    }
                ),
            ),
            None => unanswered(&self.asks.join("`, `")),
        }
    }
}

impl Families {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let mut told = None;
        for exchange in seen.answers(&self.ask) {
            let names: Vec<_> = match exchange.reading() {
                Some(reading) => reading.families().map(|family| family.name().to_owned()).collect(),
                None => Vec::new(),
            };
            if let Some(lacking) =
                self.has.iter().find(|wanted| !names.iter().any(|name| pattern::matches(wanted, name)))
            {
                return Err(format!("no `{lacking}` among {}", number(names.len(), "family", "families")));
            }
            let stray = names.iter().find(|name| !self.only.is_empty() && !pattern::any(&self.only, name));
            if let Some(stray) = stray {
                return Err(format!("`{stray}`, which was not asked for"));
            }
            if self.at_least.is_some_and(|least| names.len() < least) {
                return Err(number(names.len(), "family", "families"));
            }
            told = Some(number(names.len(), "family", "families"));
        }
        told.map_or_else(|| unanswered(&self.ask), Ok)
    }
}
