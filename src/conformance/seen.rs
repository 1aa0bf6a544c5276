//! What was seen of a program in the circumstances of a scenario.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use crate::capture::{Capture, Exchange, Transport};
use crate::otlp::Signal;
use crate::program::End;

/// Everything that was seen of one program.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Everything that was exchanged with it, in the order of arrival.
    pub capture: Capture,
    /// When it was started.
    pub begun: SystemTime,
    /// What it said.
    pub lines: Vec<Line>,
    /// What it was told, and what it answered.
    pub calls: Vec<Call>,
    /// What its endpoint was asked.
    pub asked: Vec<Asked>,
    /// How and how long after its start it ended, if it did before it was killed.
    pub ended: Option<(End, Duration)>,
    /// How long it took to end after it was asked to.
    pub ending_took: Option<Duration>,
}

/// A line that a program wrote.
#[derive(Clone, Debug)]
pub struct Line {
    /// When, after its start.
    pub after: Duration,
    /// What.
    pub text: String,
}

/// A command of the control protocol.
#[derive(Clone, Debug)]
pub struct Call {
    /// The command.
    pub command: String,
    /// What was answered, if anything was.
    pub answer: Option<String>,
    /// How long the answer took, or was waited for.
    pub took: Duration,
}

/// A request to the endpoint of a program.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the scenario calls it.
    pub name: String,
    /// Its number in the capture.
    pub exchange: usize,
}

/// One export with everything that was sent of it.
#[derive(Clone, Debug)]
pub(super) struct Attempts<'s> {
    pub(super) exchanges: Vec<&'s Exchange>,
}

impl Seen {
    /// Every request for metrics that was pushed.
    pub(super) fn pushes(&self) -> impl Iterator<Item = &Exchange> {
        let is_push = |exchange: &&Exchange| {
            exchange.transport() != Transport::Scrape && exchange.signal() == Signal::Metrics
        };
        self.capture.requests().iter().filter(is_push)
    }

    /// The exports, each with its attempts, in the order in which they first came.
    pub(super) fn exports(&self) -> Vec<Attempts<'_>> {
        let mut exports: Vec<(Payload, Attempts<'_>)> = Vec::new();
        for exchange in self.pushes() {
            let payload = Payload::of(exchange);
            match exports.iter_mut().find(|(known, _)| known.is_the_same(&payload)) {
                Some((_, attempts)) => attempts.exchanges.push(exchange),
                None => exports.push((payload, Attempts { exchanges: vec![exchange] })),
            }
        }
        exports.into_iter().map(|(_, attempts)| attempts).collect()
    }

    /// The answers to what the scenario calls by that name.
    pub(super) fn answers<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Exchange> {
        let named = self.asked.iter().filter(move |asked| asked.name == name);
        named.filter_map(|asked| self.capture.requests().get(asked.exchange))
    }

    /// How long after the start of the program something arrived.
    pub(super) fn after(&self, exchange: &Exchange) -> Duration {
        exchange.arrived().duration_since(self.begun).unwrap_or_default()
    }

    /// The last answer to a command that begins with that word.
    pub(super) fn call(&self, word: &str) -> Option<&Call> {
        self.calls.iter().rev().find(|call| call.word() == word)
    }
}

impl Call {
    pub(super) fn word(&self) -> &str {
        self.command.split(' ').next().unwrap_or_default()
    }
}

impl Attempts<'_> {
    /// The pauses between one attempt and the next: from when the one had arrived to when the other had.
    pub(super) fn gaps(&self) -> Vec<Duration> {
        let gap =
            |pair: &[&Exchange]| pair[1].arrived().duration_since(pair[0].arrived()).unwrap_or_default();
        self.exchanges.windows(2).map(gap).collect()
    }
}

/// What an export says, so that it is known again. A further export has other times, also if all values are the same.
struct Payload {
    body: u64,
    /// The times of all points; exporters that write an export anew for each attempt need not write it in the same order.
    times: Option<u64>,
}

impl Payload {
    fn of(exchange: &Exchange) -> Self {
        let hash = |content: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            content(&mut hasher);
            hasher.finish()
        };
        let times = exchange.reading().filter(|reading| reading.point_count() > 0).map(|reading| {
            let points = reading.families().flat_map(|family| {
                family.points().map(move |point| (family.name().to_owned(), point.time(), point.start()))
            });
            let mut points: Vec<_> = points.collect();
            points.sort_unstable();
            hash(&|hasher| points.hash(hasher))
        });
        // Two requests of which nothing was read are two.
        let unread = exchange.body().is_empty().then(|| exchange.number());
        Self { body: hash(&|hasher| (exchange.body(), unread).hash(hasher)), times }
    }

    fn is_the_same(&self, other: &Self) -> bool {
        self.body == other.body || (self.times.is_some() && self.times == other.times)
    }
}
