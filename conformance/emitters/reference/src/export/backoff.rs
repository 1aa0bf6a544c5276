//! How long it waits between two attempts.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use crate::defects::{self, Defect};

const FIRST: Duration = Duration::from_millis(300);
const LONGEST: Duration = Duration::from_secs(5);

/// Growing, randomised waits. The jitter is a quarter, so that each wait is longer than the one before it.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    waits: u32,
}

impl Backoff {
    /// The next wait.
    pub(super) fn next(&mut self) -> Duration {
        if defects::has(Defect::BackoffConstant) {
            return Duration::from_millis(100);
        }
        let wait = (FIRST * 2_u32.pow(self.waits.min(8))).min(LONGEST);
        self.waits += 1;
        if defects::has(Defect::BackoffNoJitter) {
            wait
        } else {
            wait.mul_f64(0.75 + chance() / 2.0).min(LONGEST)
        }
    }
}

/// A random number from 0 to 1: the hash keys of the standard library are random, which is enough here.
fn chance() -> f64 {
    RandomState::new().hash_one(0) as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_differ_and_have_a_limit() {
        let series = || {
            let mut backoff = Backoff::default();
            [(); 9].map(|()| backoff.next())
        };
        let (one, other) = (series(), series());
        assert_ne!(one, other);
        assert!(one[..4].is_sorted() && one[0] >= FIRST / 2 && one[0] <= FIRST * 3 / 2);
        assert!(one.iter().all(|wait| *wait <= LONGEST));
    }
}
