//! Asks what is asked of each family of a text: all rules of one family before the next, so that it is read from memory once.

use std::num::NonZero;
use std::thread;

use super::super::Rules;
use super::super::check::Check;
use super::super::finding::Finding;
use super::super::rule::Rule;
use super::super::sink::{MOST, Sink};
use super::super::view::{Metric, TextFamily, World};
use crate::capture::Exchange;

/// From so many samples on the families are parted among the processors.
const LARGE: usize = 20_000;

/// The findings, rule by rule and each in the order of the families.
pub(super) fn judge(
    families: &mut [TextFamily<'_>],
    exchange: &Exchange,
    world: World,
    asked: Rules<'_>,
) -> Vec<Finding> {
    let mut checks: Vec<(&'static Rule, &'static Check)> = Vec::new();
    for rule in asked.iter().copied() {
        let of_families = rule.checks.iter().filter(|check| check.looks_at(world));
        let of_families =
            of_families.filter(|check| matches!(check, Check::TextFamily(..) | Check::Metric(..)));
        checks.extend(of_families.map(|check| (rule, check)));
    }
    let samples: usize = families.iter().map(|family| family.members.len()).sum();
    let parts = if samples < LARGE { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
    let mut found = vec![Vec::new(); checks.len()];
    if parts == 1 {
        look(families, exchange, &checks, &mut found);
    } else {
        let parts = shared_out(families, samples.div_ceil(parts));
        let checks = &checks[..];
        thread::scope(|scope| {
            let mut running = Vec::new();
            for part in parts {
                running.push(scope.spawn(move || {
                    let mut found = vec![Vec::new(); checks.len()];
                    look(part, exchange, checks, &mut found);
                    found
                }));
            }
            for part in running {
                match part.join() {
                    Ok(part) => found.iter_mut().zip(part).for_each(|(all, part)| all.extend(part)),
                    // What panicked there panics here.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
    }
    found.into_iter().flat_map(bounded).collect()
}

fn look(
    families: &[TextFamily<'_>],
    exchange: &Exchange,
    checks: &[(&'static Rule, &'static Check)],
    found: &mut [Vec<Finding>],
) {
    let number = Some(exchange.number());
    for family in families {
        let metric = Metric::of_text(family, exchange);
        for ((rule, check), found) in checks.iter().zip(&mut *found) {
            let mut sink = Sink::go_on(rule, number, found);
            match check {
                Check::TextFamily(_, check) => check(family, &mut sink),
                Check::Metric(_, check) => check(&metric, &mut sink),
                _ => {}
            }
        }
    }
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
