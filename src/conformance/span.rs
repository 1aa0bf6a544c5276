//! Lengths of time as scenarios write them: `250ms`, `2s`, `1m 30s`.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::time::Duration;

/// A length of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span(pub(super) Duration);

impl Span {
    pub(super) const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        humantime::parse_duration(&text).map(Self).map_err(D::Error::custom)
    }
}

/// Writes what a person wants to know: whole milliseconds below a second, else tenths of seconds.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs_f64() {
            seconds if seconds < 1.0 => write!(f, "{} ms", self.0.as_millis()),
            seconds => write!(f, "{seconds:.1} s"),
        }
    }
}
