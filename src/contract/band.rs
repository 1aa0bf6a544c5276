//! How many series there are, said so that it does not flutter.

use std::fmt;

/// The promised number of series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Exactly so many.
    Exactly(usize),
    /// From the first to the second number, both included.
    Between(usize, usize),
    /// It comes and goes.
    Volatile,
}

impl Band {
    /// The band that a number falls into: 0, 1, 2–9, 10–99, 100–999 and so on.
    #[must_use]
    pub fn of(series: usize) -> Self {
        match series {
            0 | 1 => Self::Between(series, series),
            2..=9 => Self::Between(2, 9),
            _ => {
                let least = 10_usize.pow(series.ilog10());
                Self::Between(least, least.saturating_mul(10) - 1)
            }
        }
    }

    /// Whether so many series are as promised.
    #[must_use]
    pub fn holds(self, series: usize) -> bool {
        match self {
            Self::Exactly(number) => number == series,
            Self::Between(least, most) => (least..=most).contains(&series),
            Self::Volatile => true,
        }
    }

    /// Whether every number that the other allows is as promised here.
    pub(super) fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Volatile, _) | (_, Self::Volatile) => true,
            (promised, Self::Exactly(number)) => promised.holds(number),
            (Self::Between(..), Self::Between(least, most)) => self.holds(least) && self.holds(most),
            (Self::Exactly(number), Self::Between(least, most)) => number == least && number == most,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(number) = text.strip_prefix("exactly ") {
            return number.parse().ok().map(Self::Exactly);
        }
        match text {
            "volatile" => Some(Self::Volatile),
            "none" => Some(Self::Between(0, 0)),
            _ => {
                let (least, most) = text.split_once('-').unwrap_or((text, text));
                let (least, most) = (least.parse().ok()?, most.parse().ok()?);
                (least <= most).then_some(Self::Between(least, most))
            }
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(number) => write!(f, "exactly {number}"),
            Self::Between(0, 0) => f.write_str("none"),
            Self::Between(least, most) if least == most => write!(f, "{least}"),
            Self::Between(least, most) => write!(f, "{least}-{most}"),
            Self::Volatile => f.write_str("volatile"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_band() {
        for (number, text) in [
            (0, "none"),
            (1, "1"),
            (2, "2-9"),
            (9, "2-9"),
            (10, "10-99"),
            (99, "10-99"),
            (100, "100-999"),
            (123_456, "100000-999999"),
        ] {
            let band = Band::of(number);
            assert_eq!(band.to_string(), text);
            assert!(band.holds(number));
            assert_eq!(Band::parse(text), Some(band));
        }
        assert!(!Band::of(9).holds(10));
        assert_eq!(Band::parse("5-2"), None, "there is no number in it");
    }
}
