//! What must be seen, as scenarios write it: each expectation looks at what was seen and says what it saw.

mod answers;
mod attempts;
mod metrics;
mod requests;
mod says;
mod scrapes;

use serde::Deserialize;

#[cfg(test)]
pub(super) use metrics::unknown_kind;

use super::seen::Seen;

/// What was seen: as expected, or not.
pub(super) type Sight = Result<String, String>;

/// One thing that must be seen.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expectation {
    /// The export with that number (from zero) came again, the same.
    Resent(usize),
    /// The export with that number did not come again.
    NotResent(usize),
    /// So many attempts at one export.
    Attempts(attempts::Count),
    /// The pause between two attempts at the first export.
    Gap(attempts::Gap),
    /// Programs that were started alike do not pause alike.
    Jitter(attempts::Jitter),
    /// The pauses between attempts grow.
    Grows(attempts::Grows),
    /// No request begins before the one before it was answered.
    NoOverlap,
    /// So many requests came.
    Requests(requests::Count),
    /// So many connections that requests came by.
    Connections(requests::Count),
    /// What requests look like.
    Request(requests::Request),
    /// The pauses between one export and the next.
    Interval(requests::Interval),
    /// How long the client waited for an answer that never came.
    GaveUp(requests::GaveUp),
    /// What metrics look like.
    Metric(metrics::Metric),
    /// No metric of that name arrived.
    NoMetric(String),
    /// What a metric amounts to, over all that was taken.
    Value(metrics::Value),
    /// How many series a metric has.
    Series(metrics::SeriesCount),
    /// What resources say.
    Resource(metrics::Resource),
    /// Whether points have exemplars.
    Exemplars(bool),
    /// How many processes spoke, by their resources.
    Writers(requests::Count),
    /// The rule book says nothing of that severity.
    Conforms(metrics::Conforms),
    /// Points say times at which they can have been measured.
    Times(metrics::Times),
    /// The program said something.
    Told(says::Told),
    /// What a command was answered.
    Call(says::Called),
    /// How the program ended.
    Ended(says::Ended),
    /// The program is still there.
    Alive(bool),
    /// What the endpoint answered.
    Answer(answers::Answer),
    /// Several answers say the same.
    Same(answers::Same),
    /// What is said of which families.
    Families(answers::Families),
    /// At least one of these, where a right program may do one thing or another.
    OneOf(Vec<Self>),
    /// Prometheus servers take what was answered.
    Taken(scrapes::Taken),
    /// What an answer says of a metric.
    Says(scrapes::Says),
    /// A filter for names is honoured or not known, but does not lose what was asked for.
    Filtered(scrapes::Filtered),
}

impl Expectation {
    /// Looks at what was seen. All programs that were started are there; most expectations ask the first.
    pub(super) fn look(&self, runs: &[Seen]) -> Sight {
        let Some(seen) = runs.first() else { return Err("nothing was seen".to_owned()) };
        match self {
            Self::Resent(number) => attempts::resent(seen, *number),
            Self::NotResent(number) => attempts::not_resent(seen, *number),
            Self::Attempts(count) => count.look(seen),
            Self::Gap(gap) => gap.look(seen),
            Self::Jitter(jitter) => jitter.look(runs),
            Self::Grows(grows) => grows.look(runs),
            Self::NoOverlap => attempts::no_overlap(seen),
            Self::Requests(count) => count.requests(seen),
            Self::Connections(count) => count.connections(seen),
            Self::Request(request) => request.look(seen),
            Self::Interval(interval) => interval.look(seen),
            Self::GaveUp(gave_up) => gave_up.look(seen),
            Self::Metric(metric) => metric.look(seen),
            Self::NoMetric(name) => metrics::absent(seen, name),
            Self::Value(value) => value.look(seen),
            Self::Series(count) => count.look(seen),
            Self::Resource(resource) => resource.look(seen),
            Self::Exemplars(wanted) => metrics::exemplars(seen, *wanted),
            Self::Writers(count) => count.writers(seen),
            Self::Conforms(conforms) => conforms.look(seen),
            Self::Times(times) => times.look(seen),
            Self::Told(told) => told.look(seen),
            Self::Call(called) => called.look(seen),
            Self::Ended(ended) => ended.look(seen),
            Self::Alive(wanted) => says::alive(seen, *wanted),
            Self::Answer(answer) => answer.look(seen),
            Self::Same(same) => same.look(seen),
            Self::Families(families) => families.look(seen),
            Self::OneOf(expectations) => one_of(expectations, runs),
            Self::Taken(taken) => taken.look(seen),
            Self::Says(says) => says.look(seen),
            Self::Filtered(filtered) => filtered.look(seen),
        }
    }
}

/// The first that is as expected; or everything that was not.
fn one_of(expectations: &[Expectation], runs: &[Seen]) -> Sight {
    let mut wrong = Vec::new();
    for expectation in expectations {
        match expectation.look(runs) {
            Ok(seen) => return Ok(seen),
            Err(seen) => wrong.push(seen),
        }
    }
    wrong.dedup();
    Err(wrong.join("; "))
}

/// What was seen, one way or the other.
fn sight(is_right: bool, seen: impl Into<String>) -> Sight {
    if is_right { Ok(seen.into()) } else { Err(seen.into()) }
}

/// A number of things in words.
fn number(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    }
}
