//! What a scenario says of a program.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::known::Known;
use super::scenario::Scenario;
use super::seen::Seen;
use crate::rules::{Level, Severity};

/// What came of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything was seen that must be seen.
    Passed,
    /// Something was not.
    Failed,
    /// Something was not, as is known.
    KnownFailure,
    /// Everything was seen, although it is said to be known to fail: whoever says that has to take it back.
    SurprisePass,
    /// It cannot be asked of this program.
    NotApplicable,
    /// It takes long and was left out.
    LeftOut,
    /// It could not be played, and not by the program's fault.
    NotPlayed,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 7] = [
        Self::Passed,
        Self::Failed,
        Self::KnownFailure,
        Self::SurprisePass,
        Self::NotApplicable,
        Self::LeftOut,
        Self::NotPlayed,
    ];

    /// The verdict in lower case: `passed`, `failed`, `known-failure` and so on.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::KnownFailure => "known-failure",
            Self::SurprisePass => "surprise-pass",
            Self::NotApplicable => "not-applicable",
            Self::LeftOut => "left-out",
            Self::NotPlayed => "not-played",
        }
    }

    /// Whether somebody has to do something about it.
    #[must_use]
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::SurprisePass)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A scenario that was played, with what was seen.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// What came of it.
    pub verdict: Verdict,
    /// What was seen, or why nothing was, as a fragment.
    pub seen: String,
    /// Why it is known to fail, if it is.
    pub known: Option<Known>,
    /// Everything that was seen of each program that was started.
    pub runs: Vec<Seen>,
    /// How long it took.
    pub took: Duration,
}

impl Outcome {
    /// How bad it is: a broken demand is an error, a recommendation that is not followed a warning.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.verdict {
            // A list of known failures that is wrong would hide the next failure.
            Verdict::SurprisePass => Some(Severity::Error),
            Verdict::Failed => Some(match self.scenario.level {
                Level::Must => Severity::Error,
                Level::Should | Level::Interop => Severity::Warning,
                Level::Advice => Severity::Info,
            }),
            _ => None,
        }
    }
}
