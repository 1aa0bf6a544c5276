//! Fair timing on a machine that is not quiet: contestants take turns, and what counts is the ratio within a round.

use std::time::{Duration, Instant};

/// One contestant.
pub struct Contestant<'a> {
    /// Its name in the table.
    pub name: &'a str,
    /// Does the work once. `None` if it refuses the input, else something that depends on all of the work.
    pub run: Box<dyn FnMut() -> Option<usize> + 'a>,
}

impl<'a> Contestant<'a> {
    /// A contestant by name and work.
    pub fn new(name: &'a str, run: impl FnMut() -> Option<usize> + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// How one contestant did.
#[derive(Clone, Debug)]
pub struct Score {
    /// The name of the contestant.
    pub name: String,
    /// What its work gave, to be compared between contestants; `None` if it refused.
    pub outcome: Option<usize>,
    /// Seconds for the work done once: the median of all rounds.
    pub seconds: f64,
    /// The time as a multiple of the first contestant's in the same round: the median of all rounds.
    pub ratio: f64,
}

/// How long and how often to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How many rounds.
    pub rounds: usize,
    /// How long one turn lasts at least; short work is repeated.
    pub turn: Duration,
    /// Who needs longer than this many turns for the work once takes part in the first round only.
    pub patience: u32,
}

impl Effort {
    /// Enough for figures that can be published.
    pub const FULL: Self = Self { rounds: 9, turn: Duration::from_millis(20), patience: 100 };
    /// Enough to see that everything runs.
    pub const QUICK: Self = Self { rounds: 3, turn: Duration::from_millis(5), patience: 50 };
}

/// Measures the contestants against the first of them.
pub fn play(contestants: &mut [Contestant<'_>], effort: Effort) -> Vec<Score> {
    let outcomes: Vec<Option<usize>> = contestants.iter_mut().map(|contestant| (contestant.run)()).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
    let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
    for _ in 0..effort.rounds {
        let mut yardstick = f64::NAN;
        for (index, contestant) in contestants.iter_mut().enumerate() {
            let too_slow = times[index]
                .first()
                .is_some_and(|seconds| *seconds > effort.turn.as_secs_f64() * f64::from(effort.patience));
            if outcomes[index].is_none() || too_slow {
                continue;
            }
            let seconds = turn(&mut contestant.run, effort.turn);
            if index == 0 {
                yardstick = seconds;
            }
            times[index].push(seconds);
            ratios[index].push(seconds / yardstick);
        }
    }
    let scores = contestants.iter().zip(outcomes).zip(times.into_iter().zip(ratios));
    scores
        .map(|((contestant, outcome), (times, ratios))| Score {
            name: contestant.name.to_owned(),
            outcome,
            seconds: median(times),
            ratio: median(ratios),
        })
        .collect()
}

/// Repeats the work until the turn is over; seconds for doing it once.
fn turn(run: &mut dyn FnMut() -> Option<usize>, least: Duration) -> f64 {
    let start = Instant::now();
    let mut times = 0_u32;
    loop {
        std::hint::black_box(run());
        times += 1;
        let spent = start.elapsed();
        if spent >= least {
            return spent.as_secs_f64() / f64::from(times);
        }
    }
}

/// The middle one; of an even number the lower of the two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}
