//! One cause is reported once, by the rule that tells it most precisely.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::{Finding, Place};
use super::super::rule::{Effect, Severity};

/// The rule that tells of a failed scrape what no other rule explains.
const LAST_RESORT: &str = "scrape/failed";

/// Takes away findings whose rule yields to another that was broken at the same spot, and names them beside it.
pub(super) fn put_together(mut findings: Vec<Finding>) -> Vec<Finding> {
    let is_cause = |finding: &&Finding| {
        let is_end = finding.effect == Effect::ScrapeFails && finding.severity == Severity::Error;
        is_end && finding.rule.id != LAST_RESORT
    };
    let explained: BTreeSet<Option<usize>> =
        findings.iter().filter(is_cause).map(|finding| finding.place.exchange).collect();
    findings.retain(|finding| finding.rule.id != LAST_RESORT || !explained.contains(&finding.place.exchange));
    // Only rules that something yields to are looked up.
    let wanted: BTreeSet<&str> =
        findings.iter().flat_map(|finding| finding.rule.yields_to).copied().collect();
    let mut by_spot: BTreeMap<(&str, Spot<'_>), usize> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, f)| wanted.contains(f.rule.id)) {
        for spot in Spot::all(&finding.place).into_iter().chain(Spot::target(finding)) {
            by_spot.entry((finding.rule.id, spot)).or_insert(index);
        }
    }
    let winner = |finding: &Finding| {
        let mut spots = Spot::all(&finding.place);
        spots.extend(finding.target.map(Spot::Target));
        let mut pairs =
            finding.rule.yields_to.iter().flat_map(|&id| spots.iter().map(move |&spot| (id, spot)));
        pairs.find_map(|pair| by_spot.get(&pair).copied())
    };
    let mut winners: Vec<Option<usize>> = findings.iter().map(winner).collect();
    // A winner may have yielded itself.
    for index in 0..winners.len() {
        let mut steps = 0;
        while let Some(next) = winners[index].and_then(|at| winners[at]).filter(|&next| next != index) {
            winners[index] = Some(next);
            steps += 1;
            if steps > 8 {
                break;
            }
        }
    }
    let mut related: BTreeMap<usize, BTreeSet<&'static str>> = BTreeMap::new();
    for (finding, winner) in findings.iter().zip(&winners) {
        if let Some(winner) = winner {
            related.entry(*winner).or_default().insert(finding.rule.id);
        }
    }
    let numbered = findings.into_iter().enumerate().zip(winners);
    let kept = numbered.filter(|(_, winner)| winner.is_none()).map(|(finding, _)| finding);
    kept.map(|(index, mut finding)| {
        finding.related.extend(related.remove(&index).unwrap_or_default());
        finding
    })
    .collect()
}

/// What two findings have in common when they tell one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot<'f> {
    Line(Option<usize>, usize),
    Family(Option<usize>, &'f str),
    Pointer(Option<usize>, &'f str),
    /// The body as a whole, of findings that name no part of it.
    Exchange(Option<usize>),
    /// All looks at one target. What is said of it as a whole explains what is said of any of its series.
    Target(usize),
}

impl<'f> Spot<'f> {
    fn all(place: &'f Place) -> Vec<Self> {
        let exchange = place.exchange;
        let mut spots = Vec::new();
        spots.extend(place.line.map(|line| Self::Line(exchange, line)));
        spots.extend(place.family.as_deref().map(|family| Self::Family(exchange, family)));
        spots.extend(place.pointer.as_deref().map(|pointer| Self::Pointer(exchange, pointer)));
        if spots.is_empty() {
            spots.push(Self::Exchange(exchange));
        }
        spots
    }

    /// The target, if the finding speaks of no part of it.
    fn target(finding: &'f Finding) -> Option<Self> {
        let is_whole = finding.place.family.is_none() && finding.place.line.is_none();
        finding.target.filter(|_| is_whole).map(Self::Target)
    }
}
