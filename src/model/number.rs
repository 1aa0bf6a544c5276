//! Numbers as the wire says them: integers stay integers, NaN keeps its payload.

use std::fmt;

/// The bit pattern by which Prometheus marks a series as stale.
///
/// It is one particular NaN; an ordinary NaN has other payload bits.
pub const STALE_MARKER_BITS: u64 = 0x7ff0_0000_0000_0002;

/// A number as it was written on the wire.
///
/// Integers are exact over the whole of `i64` and `u64`, far beyond the 2^53 that a double holds.
/// Two numbers are equal (`==`) when they were said in the same way: `Int(1)` is not `Float(1.0)`, and
/// two NaN are equal only with the same payload. Use [`Number::same_value`] to compare what they mean.
///
/// ```
/// use meterstick::model::Number;
///
/// let big = Number::from(9_007_199_254_740_993_u64); // 2^53 + 1
/// assert_eq!(big.to_string(), "9007199254740993");
/// assert!(Number::from(1_i64).same_value(Number::from(1.0)));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer within `i64`.
    Int(i64),
    /// An integer above `i64::MAX`. Smaller ones are always [`Number::Int`].
    Uint(u64),
    /// A double, with its exact bits.
    Float(f64),
}

impl Number {
    /// The number as a double; integers beyond 2^53 are rounded.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Uint(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// The number as an integer, if it is a whole number that `i128` holds exactly.
    #[must_use]
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Self::Int(value) => Some(i128::from(value)),
            Self::Uint(value) => Some(i128::from(value)),
            // 2^127 is exactly representable, so the comparison decides correctly at the edge.
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1.701_411_834_604_692_3e38 => {
                Some(value as i128)
            }
            Self::Float(_) => None,
        }
    }

    /// Whether both mean the same number, however they were said. Every NaN means the same.
    #[must_use]
    pub fn same_value(self, other: Self) -> bool {
        match (self.as_integer(), other.as_integer()) {
            (Some(a), Some(b)) => a == b,
            (None, None) => {
                let (a, b) = (self.as_f64(), other.as_f64());
                a == b || (a.is_nan() && b.is_nan())
            }
            _ => false,
        }
    }

    /// Whether this is any NaN, the staleness marker included.
    #[must_use]
    pub fn is_nan(self) -> bool {
        matches!(self, Self::Float(value) if value.is_nan())
    }

    /// Whether this is Prometheus' staleness marker, one particular NaN.
    #[must_use]
    pub fn is_stale_marker(self) -> bool {
        matches!(self, Self::Float(value) if value.to_bits() == STALE_MARKER_BITS)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Uint(a), Self::Uint(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            _ => false,
        }
    }
}

impl Eq for Number {}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Uint(value), Self::Int)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

/// Writes the shortest decimal that reads back as the same number; a double always shows that it is one
/// (`1.0`, `1e21`), and the special values are written `NaN`, `+Inf` and `-Inf` as in the exposition formats.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Int(value) => write!(f, "{value}"),
            Self::Uint(value) => write!(f, "{value}"),
            Self::Float(value) if value.is_nan() => f.write_str("NaN"),
            Self::Float(f64::INFINITY) => f.write_str("+Inf"),
            Self::Float(f64::NEG_INFINITY) => f.write_str("-Inf"),
            Self::Float(value) => write!(f, "{value:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_beyond_two_to_the_53_stay_exact() {
        for value in [u64::MAX, (1 << 53) + 1, i64::MAX as u64 + 1] {
            assert_eq!(Number::from(value).as_integer(), Some(i128::from(value)));
            assert_eq!(Number::from(value).to_string(), value.to_string());
        }
        assert!(!Number::from(9_007_199_254_740_993_i64).same_value(Number::from(9_007_199_254_740_992.0)));
    }

    #[test]
    fn the_staleness_marker_is_told_from_other_nans() {
        let stale = Number::from(f64::from_bits(STALE_MARKER_BITS));
        let plain = Number::from(f64::NAN);
        assert!(stale.is_stale_marker() && stale.is_nan());
        assert!(plain.is_nan() && !plain.is_stale_marker());
        assert_ne!(stale, plain);
        assert!(stale.same_value(plain));
    }

    #[test]
    fn the_sign_of_zero_is_kept_and_means_nothing() {
        assert_ne!(Number::from(-0.0), Number::from(0.0));
        assert!(Number::from(-0.0).same_value(Number::from(0_i64)));
        assert_eq!(Number::from(-0.0).to_string(), "-0.0");
    }
}
