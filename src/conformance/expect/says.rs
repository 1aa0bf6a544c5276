//! What the program says, and how it ends.

use serde::Deserialize;

use super::super::seen::Seen;
use super::super::span::Span;
use super::{Sight, sight};
use crate::pattern;

/// A line on standard error or output.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Told {
    /// One of these words stands in it, in any case; any line will do without.
    #[serde(default)]
    any: Vec<String>,
    /// Only what was said after the first request had come counts.
    #[serde(default)]
    after_request: bool,
    /// That a flush is answered with a failure counts too.
    #[serde(default)]
    or_flush: bool,
}

/// The answer to the last command that begins with that word.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Called {
    command: String,
    /// `ok` or `failed`, or a pattern that begins so.
    answer: Option<String>,
    within: Option<Span>,
    at_least: Option<Span>,
}

/// The end of the program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::conformance) struct Ended {
    /// After it was asked to.
    within: Option<Span>,
    success: Option<bool>,
}

impl Told {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let begin = match (self.after_request, seen.pushes().next()) {
            (true, Some(first)) => seen.after(first),
            (true, None) => return Err("nothing was exported".to_owned()),
            (false, _) => std::time::Duration::ZERO,
        };
        let mut lines = seen.lines.iter().filter(|line| line.after >= begin && !line.text.trim().is_empty());
        let is_it = |line: &&super::super::seen::Line| {
            self.any.is_empty() || self.any.iter().any(|word| line.has(word))
        };
        if let Some(line) = lines.clone().find(is_it) {
            return Ok(format!("it said: {}", shortened(&line.text)));
        }
        if self.or_flush
            && let Some(answer) = seen.call("flush").and_then(|call| call.answer.as_deref())
            && answer.starts_with("failed")
        {
            return Ok(format!("its flush {answer}"));
        }
        Err(match lines.next() {
            Some(line) => format!("it said nothing of it; it said: {}", shortened(&line.text)),
            None => "it said nothing".to_owned(),
        })
    }
}

/// A line in a report.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

impl Called {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let Some(call) = seen.call(&self.command) else {
            return Err(format!("`{}` was never said", self.command));
        };
        let took = Span(call.took);
        let Some(answer) = &call.answer else {
            return Err(format!("`{}` had no answer for {took}", call.command));
        };
        let is_right =
            self.answer.as_ref().is_none_or(|wanted| pattern::matches(&format!("{wanted}*"), answer))
                && self.within.is_none_or(|within| call.took <= within.0)
                && self.at_least.is_none_or(|least| call.took >= least.0);
        sight(is_right, format!("`{}` was answered `{}` after {took}", call.command, shortened(answer)))
    }
}

impl Ended {
    pub(super) fn look(&self, seen: &Seen) -> Sight {
        let Some((end, _)) = seen.ended else { return Err("the program did not end".to_owned()) };
        let took = seen.ending_took.map(Span);
        let told = match took {
            Some(took) => format!("the program {end}, {took} after it was asked to"),
            None => format!("the program {end}"),
        };
        let in_time = match (self.within, took) {
            (Some(within), Some(took)) => took <= within,
            _ => true,
        };
        sight(in_time && self.success.is_none_or(|wanted| end.is_success() == wanted), told)
    }
}

pub(super) fn alive(seen: &Seen, wanted: bool) -> Sight {
    match seen.ended {
        Some((end, after)) => sight(!wanted, format!("the program {end}, {} after its start", Span(after))),
        None => sight(wanted, "the program is still there"),
    }
}
