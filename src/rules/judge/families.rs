//! Asks what is asked of each family of a text: all rules of one family before the next, so that it is read from memory once.

use std::num::NonZero;
use std::thread::{self, ScopedJoinHandle};

use super::super::Rules;
use super::super::check::Check;
use super::super::finding::Finding;
use super::super::rule::Rule;
use super::super::sink::{MOST, Sink};
use super::super::view::{Metric, TextFamily, World};
use crate::capture::Exchange;

/// From so many samples on the families are parted among the processors.
const LARGE: usize = 20_000;

/// What is asked of each family, in the order of the rules.
pub(super) struct Questions<'q> {
    exchange: &'q Exchange,
    checks: Vec<(&'static Rule, &'static Check)>,
}

/// What was found by each check of a list.
pub(super) type Found = Vec<Vec<Finding>>;

impl<'q> Questions<'q> {
    pub(super) fn of(asked: Rules<'_>, exchange: &'q Exchange, world: World) -> Self {
        let mut checks: Vec<(&'static Rule, &'static Check)> = Vec::new();
        for rule in asked.iter().copied() {
            let of_families = rule.checks.iter().filter(|check| check.looks_at(world));
            let of_families =
                of_families.filter(|check| matches!(check, Check::TextFamily(..) | Check::Metric(..)));
            checks.extend(of_families.map(|check| (rule, check)));
        }
        Self { exchange, checks }
    }

    /// Asks a list of families.
    pub(super) fn ask(&self, families: &mut [TextFamily<'_>]) -> Found {
        let mut found = vec![Vec::new(); self.checks.len()];
        let number = Some(self.exchange.number());
        for family in families {
            let metric = Metric::of_text(family, self.exchange);
            for ((rule, check), found) in self.checks.iter().zip(&mut found) {
                let mut sink = Sink::go_on(rule, number, found);
                match check {
                    Check::TextFamily(_, check) => check(family, &mut sink),
                    Check::Metric(_, check) => check(&metric, &mut sink),
                    _ => {}
                }
            }
            drop(metric);
            family.look_ahead();
        }
        found
    }

    /// Asks all families of a text, parted among the processors if they are many.
    pub(super) fn ask_all(&self, families: &mut [TextFamily<'_>]) -> Vec<Finding> {
        let samples: usize = families.iter().map(|family| family.members.len()).sum();
        let parts = if samples < LARGE { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
        if parts == 1 {
            return put_together([self.ask(families)]);
        }
        let parts = shared_out(families, samples.div_ceil(parts));
        thread::scope(|scope| {
            let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || self.ask(part))).collect();
            put_together(running.into_iter().map(joined).collect::<Vec<_>>())
        })
    }
}

/// What a thread has made.
pub(super) fn joined<T>(running: ScopedJoinHandle<'_, T>) -> T {
    // What panicked there panics here.
    running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The findings, rule by rule and each in the order of the families.
pub(super) fn put_together(parts: impl IntoIterator<Item = Found>) -> Vec<Finding> {
    let mut all = Found::new();
    for part in parts {
        all.resize_with(part.len(), Vec::new);
        all.iter_mut().zip(part).for_each(|(all, mut part)| all.append(&mut part));
    }
    all.into_iter().flat_map(bounded).collect()
}

/// Neighbouring families in parts of so many samples.
fn shared_out<'f, 'v>(
    mut families: &'f mut [TextFamily<'v>],
    samples: usize,
) -> Vec<&'f mut [TextFamily<'v>]> {
    let mut parts = Vec::new();
    while !families.is_empty() {
        let mut left = samples;
        let end = families.iter().position(|family| {
            left = left.saturating_sub(family.members.len());
            left == 0
        });
        let (part, rest) = families.split_at_mut(end.map_or(families.len(), |last| last + 1));
        parts.push(part);
        families = rest;
    }
    parts
}

/// Parts kept as many findings each as are kept of a whole.
fn bounded(mut of_rule: Vec<Finding>) -> Vec<Finding> {
    let beyond: usize = of_rule.iter().skip(MOST).map(|finding| 1 + finding.more).sum();
    of_rule.truncate(MOST);
    if let Some(last) = of_rule.last_mut() {
        last.more += beyond;
    }
    of_rule
}
