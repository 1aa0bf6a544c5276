//! Programs that were asked, with what came of each scenario: what every form of the report is made of.

use meterstick::conformance::{Abilities, Emitter, Outcome, Scenario, Subject, Verdict};
use meterstick::rules::Severity;
use std::sync::Arc;
use std::time::Duration;

/// A program that was asked by one of its ways: a protocol by which it pushes, or its endpoint.
#[derive(Debug)]
pub(crate) struct Played {
    /// What it is called.
    pub(crate) name: String,
    /// Its description, if it has one.
    pub(crate) emitter: Option<Emitter>,
    pub(crate) subject: Subject,
    pub(crate) abilities: Abilities,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) took: Duration,
}

impl Played {
    /// A program that shows nothing even in good circumstances, so that no scenario can be played that it should be asked.
    pub(crate) fn not_at_all(
        name: String,
        emitter: Option<Emitter>,
        subject: Subject,
        scenarios: &[Arc<Scenario>],
        why: &str,
    ) -> Self {
        let abilities = Abilities::default();
        let outcome = |scenario: &Arc<Scenario>| {
            let (verdict, seen) = match abilities.obstacle(scenario, &subject) {
                Some(obstacle) => (Verdict::NotApplicable, obstacle),
                None => (Verdict::NotPlayed, why.to_owned()),
            };
            let (scenario, took) = (Arc::clone(scenario), Duration::ZERO);
            Outcome { scenario, verdict, seen, known: None, runs: Vec::new(), took }
        };
        let outcomes = scenarios.iter().map(outcome).collect();
        Self { name, emitter, subject, abilities, outcomes, took: Duration::ZERO }
    }
}

/// How many of which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    of: [usize; Verdict::ALL.len()],
}

impl Counts {
    pub(crate) fn of<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> Self {
        let mut counts = Self::default();
        for outcome in outcomes {
            counts.of[outcome.verdict as usize] += 1;
        }
        counts
    }

    pub(crate) fn get(self, verdict: Verdict) -> usize {
        self.of[verdict as usize]
    }

    pub(crate) fn all(self) -> usize {
        self.of.iter().sum()
    }

    /// How many were asked and answered.
    pub(crate) fn asked(self) -> usize {
        [Verdict::Passed, Verdict::Failed, Verdict::KnownFailure, Verdict::SurprisePass]
            .map(|verdict| self.get(verdict))
            .iter()
            .sum()
    }
}

/// How many of which severity, in the order of [`Severity::ALL`].
pub(crate) fn severities<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> [usize; 3] {
    let mut counts = [0; 3];
    for severity in outcomes.into_iter().filter_map(Outcome::severity) {
        if let Some(place) = Severity::ALL.iter().position(|known| *known == severity) {
            counts[place] += 1;
        }
    }
    counts
}

/// Outcomes that stand together: those of one section of one specification.
pub(crate) fn sections(outcomes: &[Outcome]) -> impl Iterator<Item = &[Outcome]> {
    outcomes.chunk_by(|a, b| a.scenario.citation == b.scenario.citation)
}
