//! Points in time as the wire says them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time: whole seconds since the Unix epoch and the nanoseconds after them.
///
/// Wide enough for everything that the formats can say: OTLP's unsigned nanoseconds, the signed
/// milliseconds of the Prometheus formats and the decimal seconds of OpenMetrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

const NANOS: u32 = 1_000_000_000;

impl Timestamp {
    /// `nanos` after `seconds` since the Unix epoch; whole seconds in `nanos` are carried over.
    #[must_use]
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        Self { seconds: seconds.saturating_add((nanos / NANOS) as i64), nanos: nanos % NANOS }
    }

    /// Nanoseconds since the Unix epoch, as OTLP says time.
    #[must_use]
    pub const fn from_unix_nanos(nanos: u64) -> Self {
        Self { seconds: (nanos / NANOS as u64) as i64, nanos: (nanos % NANOS as u64) as u32 }
    }

    /// Milliseconds since the Unix epoch, as the Prometheus formats say time.
    #[must_use]
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self { seconds: millis.div_euclid(1000), nanos: millis.rem_euclid(1000) as u32 * 1_000_000 }
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`Timestamp::seconds`], below one thousand million.
    #[must_use]
    pub const fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// Nanoseconds since the Unix epoch.
    #[must_use]
    pub const fn unix_nanos(self) -> i128 {
        self.seconds as i128 * NANOS as i128 + self.nanos as i128
    }

    /// Milliseconds since the Unix epoch, rounded towards the past; `None` beyond `i64`.
    #[must_use]
    pub fn unix_millis(self) -> Option<i64> {
        i64::try_from(self.unix_nanos().div_euclid(1_000_000)).ok()
    }

    /// How long after `earlier` this is; `None` if it is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<Duration> {
        let nanos = u128::try_from(self.unix_nanos() - earlier.unix_nanos()).ok()?;
        let seconds = u64::try_from(nanos / u128::from(NANOS)).ok()?;
        Some(Duration::new(seconds, (nanos % u128::from(NANOS)) as u32))
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self::new(i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let nanos = -(before.as_nanos() as i128);
                let seconds = nanos.div_euclid(i128::from(NANOS));
                Self::new(seconds as i64, nanos.rem_euclid(i128::from(NANOS)) as u32)
            }
        }
    }
}

/// Writes decimal seconds since the Unix epoch with as many digits as needed, as OpenMetrics does.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.unix_nanos();
        let (sign, nanos) = if nanos < 0 { ("-", -nanos) } else { ("", nanos) };
        let (seconds, rest) = (nanos / i128::from(NANOS), nanos % i128::from(NANOS));
        write!(f, "{sign}{seconds}")?;
        if rest == 0 {
            return Ok(());
        }
        let digits = format!("{rest:09}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wire_form_of_time_comes_back_as_it_was() {
        assert_eq!(Timestamp::from_unix_nanos(u64::MAX).unix_nanos(), i128::from(u64::MAX));
        for millis in [i64::MIN, -3_982_045, -1, 0, 1, 1_520_879_607_789, i64::MAX] {
            assert_eq!(Timestamp::from_unix_millis(millis).unix_millis(), Some(millis));
        }
    }

    #[test]
    fn display_writes_decimal_seconds() {
        assert_eq!(Timestamp::from_unix_millis(1_520_879_607_789).to_string(), "1520879607.789");
        assert_eq!(Timestamp::from_unix_millis(-500).to_string(), "-0.5");
        assert_eq!(Timestamp::new(7, 0).to_string(), "7");
    }
}
