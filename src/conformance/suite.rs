//! Plays scenarios, several at the same time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::known::Emitter;
use super::scenario::Scenario;
use super::seen::Seen;
use super::stage::{Hitch, Stage};
use super::subject::{Abilities, Subject};
use super::verdict::{Outcome, Verdict};

/// How long a program may take to start while many others do.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Scenarios to be played, and how.
///
/// ```no_run
/// use meterstick::capture::Protocol;
/// use meterstick::conformance::{Subject, Suite, Verdict, scenarios};
///
/// let subject = Subject {
///     command: vec!["python3".into(), "service.py".into()],
///     protocol: Some(Protocol::Grpc),
///     scrape: None,
/// };
/// let abilities = subject.explore()?;
/// let suite = Suite::of(scenarios().filter(|scenario| scenario.is_called("otlp/retry/*")));
/// for outcome in suite.play(&subject, &abilities, None, &|_| {}) {
///     assert_ne!(outcome.verdict, Verdict::Failed, "{}: {}", outcome.scenario.id, outcome.seen);
/// }
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct Suite {
    scenarios: Vec<Arc<Scenario>>,
    jobs: usize,
    slow: bool,
}

/// What happens while a suite is played.
#[derive(Debug)]
pub enum Progress<'p> {
    /// A scenario begins.
    Begun(&'p Scenario),
    /// A scenario has been played, or cannot be.
    Done(&'p Outcome),
}

impl Suite {
    /// These scenarios, the slow ones too. They wait most of their time, so several more are played at once than there are processors.
    pub fn of(scenarios: impl IntoIterator<Item = Arc<Scenario>>) -> Self {
        let processors = thread::available_parallelism().map_or(2, usize::from);
        Self { scenarios: scenarios.into_iter().collect(), jobs: 3 * processors, slow: true }
    }

    /// How many scenarios are played at the same time.
    #[must_use]
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs.max(1);
        self
    }

    /// Whether those that take long are played.
    #[must_use]
    pub fn slow(mut self, slow: bool) -> Self {
        self.slow = slow;
        self
    }

    /// How many scenarios there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scenarios.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scenarios.is_empty()
    }

    /// Plays every scenario, and gives what came of each in their order.
    pub fn play(
        &self,
        subject: &Subject,
        abilities: &Abilities,
        emitter: Option<&Emitter>,
        tell: &(dyn Fn(Progress<'_>) + Sync),
    ) -> Vec<Outcome> {
        // Those that take long begin first, so that nobody has to wait for them alone at the end.
        let mut order: Vec<usize> = (0..self.scenarios.len()).collect();
        order.sort_by_key(|place| !self.scenarios[*place].slow);
        let waiting: Mutex<VecDeque<usize>> = Mutex::new(order.into());
        let done: Mutex<Vec<(usize, Outcome)>> = Mutex::default();
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        thread::scope(|scope| {
            for _ in 0..self.jobs.min(self.scenarios.len()) {
                scope.spawn(|| {
                    while let Some(place) = next() {
                        let outcome = self.one(&self.scenarios[place], subject, abilities, emitter, tell);
                        tell(Progress::Done(&outcome));
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((place, outcome));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, outcome)| outcome).collect()
    }

    fn one(
        &self,
        scenario: &Arc<Scenario>,
        subject: &Subject,
        abilities: &Abilities,
        emitter: Option<&Emitter>,
        tell: &(dyn Fn(Progress<'_>) + Sync),
    ) -> Outcome {
        let begun = Instant::now();
        let known = emitter.and_then(|emitter| emitter.known(&scenario.id, subject));
        let outcome = |verdict, seen: String, runs| Outcome {
            scenario: Arc::clone(scenario),
            verdict,
            seen,
            known: known.cloned(),
            runs,
            took: begun.elapsed(),
        };
        let exempt = emitter.and_then(|emitter| emitter.exempt(&scenario.id)).map(str::to_owned);
        if let Some(why) = exempt.or_else(|| abilities.obstacle(scenario, subject)) {
            return outcome(Verdict::NotApplicable, why, Vec::new());
        }
        if scenario.slow && !self.slow {
            return outcome(Verdict::LeftOut, "it takes long".to_owned(), Vec::new());
        }
        tell(Progress::Begun(scenario));
        let (runs, hitch) = start(scenario, subject, abilities);
        let (is_right, seen) = match hitch {
            Some(Hitch::Unable(why)) => return outcome(Verdict::NotApplicable, why, runs),
            Some(Hitch::Trouble(why)) => return outcome(Verdict::NotPlayed, why, runs),
            Some(Hitch::Stuck(why)) => (false, why),
            None => judged(scenario, &runs),
        };
        let verdict = match (is_right, known) {
            (true, None) => Verdict::Passed,
            (true, Some(known)) if known.sometimes => Verdict::Passed,
            (true, Some(_)) => Verdict::SurprisePass,
            (false, None) => Verdict::Failed,
            (false, Some(_)) => Verdict::KnownFailure,
        };
        outcome(verdict, seen, runs)
    }
}

/// Starts the program as often as the scenario says, each for itself, and plays it.
fn start(scenario: &Scenario, subject: &Subject, abilities: &Abilities) -> (Vec<Seen>, Option<Hitch>) {
    let played = thread::scope(|scope| {
        let play = || play(scenario, subject, abilities);
        let playing: Vec<_> = (0..scenario.circumstances.starts).map(|_| scope.spawn(play)).collect();
        let panicked = |_| (None, Some(Hitch::Trouble("the scenario could not be played".to_owned())));
        playing.into_iter().map(|one| one.join().unwrap_or_else(panicked)).collect::<Vec<_>>()
    });
    let (runs, hitches): (Vec<_>, Vec<_>) = played.into_iter().unzip();
    (runs.into_iter().flatten().collect(), hitches.into_iter().flatten().next())
}

fn play(scenario: &Scenario, subject: &Subject, abilities: &Abilities) -> (Option<Seen>, Option<Hitch>) {
    let mut stage = match Stage::open(subject, abilities, &scenario.circumstances) {
        Ok(stage) => stage,
        Err(hitch) => return (None, Some(hitch)),
    };
    let played =
        stage.ready(PATIENCE).and_then(|()| scenario.steps.iter().try_for_each(|step| stage.perform(step)));
    (Some(stage.close()), played.err())
}

/// The first thing that is not as expected; or what was seen in its place.
fn judged(scenario: &Scenario, runs: &[Seen]) -> (bool, String) {
    let mut told = Vec::new();
    for expectation in &scenario.expect {
        match expectation.look(runs) {
            Ok(seen) => told.push(seen),
            Err(seen) => return (false, seen),
        }
    }
    told.dedup();
    (true, told.join("; "))
}
