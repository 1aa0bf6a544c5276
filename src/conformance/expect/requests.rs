//! What is pushed, request by request.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

use super::super::seen::Seen;
use super::super::span::Span;
use super::{Sight, number, sight};
use crate::capture::{Exchange, Transport};
use crate::pattern;

/// So many requests for metrics, all of them or those that were taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Count {
    at_least: Option<usize>,
    at_most: Option<usize>,
    #[serde(default)]
    taken: bool,
}

/// What requests look like. Texts are patterns (`*` for anything).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Request {
    #[serde(default)]
    which: Which,
    path: Option<String>,
    /// `grpc`, `http/protobuf` or `http/json`.
    protocol: Option<String>,
    /// The compression, or `none`.
    encoding: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// What these headers do not look like.
    #[serde(default)]
    unlike: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    lacks: Vec<String>,
}

/// Of which requests something is said.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Which {
    #[default]
    Every,
    Some,
}

/// Pauses between the first attempts at one export and the next.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Interval {
    at_least: Option<Span>,
    at_most: Option<Span>,
}

/// How long the client waited for an answer that never came.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct GaveUp {
    at_least: Option<Span>,
    at_most: Option<Span>,
}

impl Count {
    fn holds(&self, count: usize) -> bool {
        self.at_least.is_none_or(|least| count >= least) && self.at_most.is_none_or(|most| count <= most)
    }

    pub(super) fn requests(&self, seen: &Seen) -> Sight {
        let count = seen.pushes().filter(|exchange| !self.taken || exchange.is_taken()).count();
        let word = if self.taken { " taken" } else { "" };
        sight(self.holds(count), number(count, "request", "requests") + word)
    }

    /// The number of connections.
    pub(super) fn connections(&self, seen: &Seen) -> Sight {
        let connections: BTreeSet<_> = seen.pushes().filter_map(Exchange::connection).collect();
        sight(self.holds(connections.len()), number(connections.len(), "connection", "connections"))
    }

    /// The number of resources that spoke.
    pub(super) fn writers(&self, seen: &Seen) -> Sight {
        let mut writers = BTreeSet::new();
        for (_, reading) in seen.capture.readings() {
            writers.extend(reading.resources().map(|resource| resource.attributes().to_string()));
        }
        let told = number(writers.len(), "resource", "resources");
        sight(self.holds(writers.len()), format!("{told} spoke: {}", joined(writers)))
    }
}

fn joined(texts: BTreeSet<String>) -> String {
    texts.into_iter().collect::<Vec<_>>().join(" · ")
}

impl Request {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let pushes: Vec<_> = seen.pushes().collect();
        if pushes.is_empty() {
            return Err("nothing was exported".to_owned());
        }
        let wrong: Vec<_> = pushes.iter().filter_map(|exchange| self.offence(exchange)).collect();
        let right = pushes.len() - wrong.len();
        let is_right = match self.which {
            Which::Every => wrong.is_empty(),
            Which::Some => right > 0,
        };
        match wrong.into_iter().next() {
            Some(wrong) if !is_right => Err(wrong),
            _ => Ok(self.told(pushes[0])),
        }
    }

    /// What is not as wanted in a request.
    fn offence(&self, exchange: &Exchange) -> Option<String> {
        if let Some(path) = &self.path
            && !pattern::matches(path, exchange.path())
        {
            return Some(format!("a request to `{}`", exchange.path()));
        }
        if let Some(wanted) = &self.protocol
            && protocol(exchange) != wanted
        {
            return Some(format!("a request over {}", protocol(exchange)));
        }
        if let Some(wanted) = &self.encoding {
            let encoding = exchange.encoding().unwrap_or("none");
            if !pattern::matches(wanted, encoding) {
                return Some(format!("a request with compression {encoding}"));
            }
        }
        for (name, wanted) in &self.headers {
            match exchange.header(name) {
                Some(value) if pattern::matches(wanted, value) => {}
                Some(value) => return Some(format!("`{name}: {value}`")),
                None => return Some(format!("a request without `{name}`")),
            }
        }
        for (name, unwanted) in &self.unlike {
            if let Some(value) = exchange.header(name)
                && pattern::any(unwanted, value)
            {
                return Some(format!("`{name}: {value}`"));
            }
        }
        let lacking = self.lacks.iter().find_map(|name| Some((name, exchange.header(name)?)));
        lacking.map(|(name, value)| format!("`{name}: {value}`"))
    }

    /// The parts of a request that were looked at.
    fn told(&self, exchange: &Exchange) -> String {
        let mut parts = Vec::new();
        parts.extend(self.path.as_ref().map(|_| format!("`{}`", exchange.path())));
        parts.extend(self.protocol.as_ref().map(|_| protocol(exchange).to_owned()));
        parts.extend(
            self.encoding.as_ref().map(|_| format!("compression {}", exchange.encoding().unwrap_or("none"))),
        );
        let header = |name: &String| format!("`{name}: {}`", exchange.header(name).unwrap_or_default());
        parts.extend(self.headers.keys().map(header));
        parts.extend(self.lacks.iter().map(|name| format!("no `{name}`")));
        parts.join(", ")
    }
}

fn protocol(exchange: &Exchange) -> &'static str {
    let is_json = exchange.header("content-type").is_some_and(|value| value.starts_with("application/json"));
    match exchange.transport() {
        Transport::OtlpGrpc => "grpc",
        _ if is_json => "http/json",
        _ => "http/protobuf",
    }
}

impl Interval {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let exports = seen.exports();
        let first = exports.iter().filter_map(|attempts| attempts.exchanges.first());
        let arrived: Vec<_> = first.map(|exchange| seen.after(exchange)).collect();
        let gaps: Vec<_> = arrived.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
        if gaps.is_empty() {
            return Err(format!("{}, so no pause could be seen", number(arrived.len(), "export", "exports")));
        }
        let is_right = gaps.iter().all(|gap| {
            self.at_least.is_none_or(|least| *gap >= least.0)
                && self.at_most.is_none_or(|most| *gap <= most.0)
        });
        let told: Vec<_> = gaps.iter().take(8).map(|gap| Span(*gap).to_string()).collect();
        sight(is_right, format!("exports after {}", told.join(", ")))
    }
}

impl GaveUp {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let waited = seen.pushes().find(|exchange| exchange.status().is_none()).and_then(Exchange::duration);
        let Some(waited) = waited else {
            return Err(match seen.pushes().next() {
                Some(_) => "the client was still waiting".to_owned(),
                // A request that waits for its answer is written down when somebody gives up.
                None => "nothing was exported, or the client was still waiting".to_owned(),
            });
        };
        let is_right = self.at_least.is_none_or(|least| waited >= least.0)
            && self.at_most.is_none_or(|most| waited <= most.0);
        sight(is_right, format!("the client gave up after {}", Span(waited)))
    }
}
