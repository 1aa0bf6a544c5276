//! Attempts at one export, and the pauses between them.

use serde::Deserialize;
use std::time::Duration;

use super::super::seen::{Attempts, Seen};
use super::super::span::Span;
use super::{Sight, number, sight};

/// So many attempts at the first export.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Count {
    at_least: Option<usize>,
    at_most: Option<usize>,
    /// How long after the first attempt the last may come.
    within: Option<Span>,
}

/// The pause after attempt `after` (from zero) at the first export.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Gap {
    #[serde(default)]
    after: usize,
    at_least: Option<Span>,
    at_most: Option<Span>,
}

/// The pauses of several programs differ somewhere by more than that.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Jitter {
    by: Span,
}

/// Some pause is at least so many times as long as the first of its row, and by so much. Which one, chance may decide: a pause may
/// be any part of a time that grows. Programs that were started alike are as many chances.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Grows {
    times: f64,
    by: Span,
}

fn nothing() -> Sight {
    Err("nothing was exported".to_owned())
}

/// The pauses after one attempt and the next, in words.
fn row(gaps: &[Duration]) -> String {
    let gaps: Vec<_> = gaps.iter().map(|gap| Span(*gap).to_string()).collect();
    if gaps.is_empty() { "not at all".to_owned() } else { format!("after {}", gaps.join(", ")) }
}

fn rows(runs: &[Seen]) -> Vec<Vec<Duration>> {
    runs.iter().map(|seen| seen.exports().first().map(Attempts::gaps).unwrap_or_default()).collect()
}

/// What came of an export, in words.
fn told(attempts: &Attempts<'_>) -> String {
    let gaps: Vec<_> = attempts.gaps().into_iter().map(|gap| Span(gap).to_string()).collect();
    match attempts.exchanges.len() {
        1 => "the export came once".to_owned(),
        times => format!("the export came {times} times, after {}", gaps.join(", ")),
    }
}

pub(super) fn resent(seen: &Seen, wanted: usize) -> Sight {
    let exports = seen.exports();
    let Some(attempts) = exports.get(wanted) else { return nothing() };
    let others = exports.len() - 1;
    let beside = match others {
        0 => String::new(),
        _ => format!(", and {} beside it", number(others, "other export", "other exports")),
    };
    sight(attempts.exchanges.len() > 1, format!("{}{beside}", told(attempts)))
}

pub(super) fn not_resent(seen: &Seen, wanted: usize) -> Sight {
    let exports = seen.exports();
    let Some(attempts) = exports.get(wanted) else { return nothing() };
    sight(attempts.exchanges.len() == 1, told(attempts))
}

impl Count {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let exports = seen.exports();
        let Some(first) = exports.first() else { return nothing() };
        let count = first.exchanges.len();
        let lasted: Duration = first.gaps().into_iter().sum();
        let is_right = self.at_least.is_none_or(|least| count >= least)
            && self.at_most.is_none_or(|most| count <= most)
            && self.within.is_none_or(|within| lasted <= within.0);
        sight(is_right, told(first))
    }
}

impl Gap {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let exports = seen.exports();
        let Some(first) = exports.first() else { return nothing() };
        let Some(gap) = first.gaps().get(self.after).copied() else {
            return Err(told(first));
        };
        let is_right =
            self.at_least.is_none_or(|least| gap >= least.0) && self.at_most.is_none_or(|most| gap <= most.0);
        sight(is_right, told(first))
    }
}

impl Jitter {
    pub(super) fn look(&self, runs: &[Seen]) -> Sight {
        let all = rows(runs);
        let shared = all.iter().map(Vec::len).min().unwrap_or_default();
        let told: Vec<_> = all.iter().map(|gaps| row(gaps)).collect();
        let differ = (0..shared).any(|at| {
            let pauses = all.iter().map(|gaps| gaps[at]);
            let (least, most) = (pauses.clone().min(), pauses.max());
            most.zip(least).is_some_and(|(most, least)| most - least > self.by.0)
        });
        sight(differ, format!("started alike, they tried again: {}", told.join("; ")))
    }
}

impl Grows {
    pub(super) fn look(&self, runs: &[Seen]) -> Sight {
        let grows = |gaps: &Vec<Duration>| {
            let Some((first, rest)) = gaps.split_first() else { return false };
            rest.iter().any(|gap| *gap >= first.mul_f64(self.times) && *gap >= *first + self.by.0)
        };
        let all = rows(runs);
        let told: Vec<_> = all.iter().map(|gaps| row(gaps)).collect();
        sight(all.iter().any(grows), format!("it tried again: {}", told.join("; ")))
    }
}

/// How long an answer may be on its way while the next request is already coming.
const ON_THE_WAY: Duration = Duration::from_millis(20);

pub(super) fn no_overlap(seen: &Seen) -> Sight {
    let pushes: Vec<_> = seen.pushes().collect();
    if pushes.len() < 2 {
        return Err(number(pushes.len(), "request", "requests") + ", so nothing could be seen");
    }
    for pair in pushes.windows(2) {
        let answered = pair[0].arrived() + pair[0].duration().unwrap_or_default();
        if pair[1].arrived() + ON_THE_WAY < answered {
            let before = answered.duration_since(pair[1].arrived()).unwrap_or_default();
            return Err(format!("a request came {} before the one before it was answered", Span(before)));
        }
    }
    Ok(format!("{} requests, one after the other", pushes.len()))
}
