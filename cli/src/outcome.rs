//! How a command ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// The three ways to end. The order is their precedence: the last one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Everything is as it should be.
    Clean,
    /// Something is wrong with what was seen.
    Found,
    /// It could not be seen.
    CouldNotLook,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Found => 1,
            Outcome::CouldNotLook => 2,
        })
    }
}

/// Why meterstick could not look.
#[derive(Debug)]
pub(crate) struct Trouble(String);

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// What was being done when it happened, with its cause.
    pub(crate) fn of(doing: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self(format!("{doing}: {cause}"))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How something was written to standard output. Whoever reads only the first lines has seen enough.
pub(crate) fn written(result: io::Result<()>, what: &str) -> Result<(), Trouble> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Trouble::of(format!("cannot write {what}"), error)),
    }
}
