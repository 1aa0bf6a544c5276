//! How an expectation ends.

use std::fmt;

/// Whether everything that was expected was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "an expectation does nothing until it is verified or checked"]
pub struct Outcome {
    failures: Vec<String>,
}

impl Outcome {
    pub(super) fn of(failures: Vec<String>) -> Self {
        Self { failures }
    }

    /// Panics at the caller's line if anything failed, with everything that did.
    ///
    /// # Panics
    /// If anything failed.
    #[track_caller]
    pub fn verify(self) {
        if let Err(failure) = self.check() {
            panic!("{failure}");
        }
    }

    /// Gives everything that failed as an error.
    ///
    /// # Errors
    /// If anything failed.
    pub fn check(self) -> Result<(), AssertionFailure> {
        if self.failures.is_empty() { Ok(()) } else { Err(AssertionFailure { failures: self.failures }) }
    }
}

/// Several expectations as one, so that everything that failed is told at once.
///
/// ```should_panic
/// use meterstick::assert::all;
/// # let capture = meterstick::capture::Capture::default();
/// all([
///     capture.expect("orders_total").counter().outcome(),
///     capture.expect("oven_temperature").unit("Cel").outcome(),
///     capture.expect_never("debug_*"),
/// ])
/// .verify();
/// ```
pub fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    Outcome { failures: outcomes.into_iter().flat_map(|outcome| outcome.failures).collect() }
}

/// Everything that was expected and not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssertionFailure {
    failures: Vec<String>,
}

impl AssertionFailure {
    /// One line for each expectation that failed.
    #[must_use]
    pub fn failures(&self) -> &[String] {
        &self.failures
    }
}

impl fmt::Display for AssertionFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.failures.len() {
            1 => f.write_str("an expectation failed:")?,
            number => write!(f, "{number} expectations failed:")?,
        }
        for failure in &self.failures {
            write!(f, "\n  {failure}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AssertionFailure {}
