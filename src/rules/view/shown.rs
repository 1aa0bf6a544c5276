//! Numbers in messages.

use std::fmt;

/// A number as a person reads it: one that would have many zeros in front or behind is written with an exponent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) struct Shown(pub(in crate::rules) f64);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number) = *self;
        let is_plain = number == 0.0 || !number.is_finite() || (1e-6..1e21).contains(&number.abs());
        if is_plain { write!(f, "{number}") } else { write!(f, "{number:e}") }
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn only_what_would_be_long_has_an_exponent() {
        for (number, expected) in [
            (0.0, "0"),
            (3.0, "3"),
            (-0.25, "-0.25"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (f64::MAX, "1.7976931348623157e308"),
            (-5e-324, "-5e-324"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(Shown(number).to_string(), expected);
        }
    }
}
