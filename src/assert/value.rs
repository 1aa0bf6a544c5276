//! What a number is expected to be.

use std::cmp::Ordering;
use std::fmt;

use crate::model::Number;

/// An expectation of a number: a plain number for exactly that one, or one of the functions of this module.
pub struct ValueMatcher {
    what: String,
    test: Box<dyn Fn(Number) -> bool>,
}

impl ValueMatcher {
    fn new(what: String, test: impl Fn(Number) -> bool + 'static) -> Self {
        Self { what, test: Box::new(test) }
    }

    pub(super) fn takes(&self, number: Number) -> bool {
        (self.test)(number)
    }
}

impl fmt::Display for ValueMatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl fmt::Debug for ValueMatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ValueMatcher({})", self.what)
    }
}

impl From<Number> for ValueMatcher {
    fn from(expected: Number) -> Self {
        Self::new(expected.to_string(), move |number| number.same_value(expected))
    }
}

macro_rules! from_numbers {
    ($($number:ty => $wide:ty),*) => {
        $(impl From<$number> for ValueMatcher {
            /// Exactly this value, whether it was said as an integer or as a double.
            fn from(expected: $number) -> Self {
                Number::from(<$wide>::from(expected)).into()
            }
        })*
    };
}

from_numbers!(i32 => i64, u32 => u64, i64 => i64, u64 => u64, f64 => f64);

impl From<usize> for ValueMatcher {
    /// Exactly this number of things.
    fn from(expected: usize) -> Self {
        Number::from(expected as u64).into()
    }
}

/// Any value at all.
#[must_use]
pub fn any() -> ValueMatcher {
    ValueMatcher::new("any value".to_owned(), |_| true)
}

/// At most so far away from the expected value.
#[must_use]
pub fn within(expected: impl Into<Number>, tolerance: impl Into<Number>) -> ValueMatcher {
    let (expected, tolerance) = (expected.into(), tolerance.into());
    ValueMatcher::new(format!("{expected} give or take {tolerance}"), move |number| {
        is_within(number, expected, tolerance)
    })
}

/// At most this part of the expected value away from it: `within_ratio(200, 0.01)` takes 198 to 202.
#[must_use]
pub fn within_ratio(expected: impl Into<Number>, ratio: f64) -> ValueMatcher {
    let expected = expected.into();
    let tolerance = Number::from((expected.as_f64() * ratio).abs());
    ValueMatcher::new(format!("{expected} give or take {} %", ratio * 100.0), move |number| {
        is_within(number, expected, tolerance)
    })
}

/// At most so many neighbouring doubles away from the expected one: for sums that are added up in another order.
#[must_use]
pub fn within_ulps(expected: f64, ulps: u64) -> ValueMatcher {
    ValueMatcher::new(format!("{expected:?} give or take {ulps} ulp"), move |number| {
        let found = number.as_f64();
        if found.is_nan() || expected.is_nan() {
            return found.is_nan() && expected.is_nan();
        }
        rank(found).abs_diff(rank(expected)) <= ulps
    })
}

/// The place of a double among all doubles, in their order; both zeros have the same.
fn rank(value: f64) -> i64 {
    let magnitude = (value.to_bits() & !(1 << 63)) as i64;
    if value.is_sign_negative() { -magnitude } else { magnitude }
}

/// This or more.
#[must_use]
pub fn at_least(least: impl Into<Number>) -> ValueMatcher {
    compared("at least", least.into(), Ordering::is_ge)
}

/// This or less.
#[must_use]
pub fn at_most(most: impl Into<Number>) -> ValueMatcher {
    compared("at most", most.into(), Ordering::is_le)
}

/// More than this.
#[must_use]
pub fn more_than(limit: impl Into<Number>) -> ValueMatcher {
    compared("more than", limit.into(), Ordering::is_gt)
}

/// Less than this.
#[must_use]
pub fn less_than(limit: impl Into<Number>) -> ValueMatcher {
    compared("less than", limit.into(), Ordering::is_lt)
}

/// Between the two, both included.
#[must_use]
pub fn between(least: impl Into<Number>, most: impl Into<Number>) -> ValueMatcher {
    let (least, most) = (least.into(), most.into());
    ValueMatcher::new(format!("between {least} and {most}"), move |number| {
        order(number, least).is_some_and(Ordering::is_ge) && order(number, most).is_some_and(Ordering::is_le)
    })
}

/// Anything but this.
#[must_use]
pub fn not(unwanted: impl Into<ValueMatcher>) -> ValueMatcher {
    let unwanted = unwanted.into();
    ValueMatcher::new(format!("anything but {unwanted}"), move |number| !unwanted.takes(number))
}

/// Whatever a function takes; `what` says it in words.
#[must_use]
pub fn matching(what: impl Into<String>, test: impl Fn(Number) -> bool + 'static) -> ValueMatcher {
    ValueMatcher::new(what.into(), test)
}

fn compared(words: &str, limit: Number, holds: fn(Ordering) -> bool) -> ValueMatcher {
    ValueMatcher::new(format!("{words} {limit}"), move |number| order(number, limit).is_some_and(holds))
}

/// How two numbers compare, exactly where both are whole; a NaN compares with nothing.
fn order(a: Number, b: Number) -> Option<Ordering> {
    match (a.as_integer(), b.as_integer()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64().partial_cmp(&b.as_f64()),
    }
}

fn is_within(number: Number, expected: Number, tolerance: Number) -> bool {
    // Of two equal infinities the difference is NaN, so that equality is asked first.
    if number.same_value(expected) {
        return true;
    }
    match (number.as_integer(), expected.as_integer()) {
        (Some(a), Some(b)) if a.checked_sub(b).is_some() => {
            let distance =
                i64::try_from(a.abs_diff(b)).map_or(Number::from(a.abs_diff(b) as f64), Number::from);
            order(distance, tolerance).is_some_and(Ordering::is_le)
        }
        _ => (number.as_f64() - expected.as_f64()).abs() <= tolerance.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_matcher_takes_what_it_says_and_nothing_beyond() {
        const BIG: i64 = (1 << 53) + 1;
        let number = Number::from;
        let cases: Vec<(ValueMatcher, Number, bool)> = vec![
            (3.into(), number(3.0), true),
            (3.into(), number(3.5), false),
            (f64::NAN.into(), number(f64::NAN), true),
            (BIG.into(), Number::from(BIG), true),
            (BIG.into(), number((BIG - 1) as f64), false),
            (within(10, 2), number(12.0), true),
            (within(10, 2), number(12.1), false),
            (within(BIG, 0), Number::from(BIG - 1), false),
            (within(f64::INFINITY, 0), number(f64::INFINITY), true),
            (within(0, 1e300), number(f64::NAN), false),
            (within_ratio(200, 0.01), number(198.0), true),
            (within_ratio(-200, 0.01), number(-203.0), false),
            (within_ulps(0.3, 1), number(0.1 + 0.2), true),
            (within_ulps(0.3, 0), number(0.1 + 0.2), false),
            (within_ulps(0.0, 2), number(-f64::from_bits(2)), true),
            (within_ulps(0.0, 2), number(f64::from_bits(3)), false),
            (at_least(BIG), Number::from(BIG), true),
            (at_least(BIG), Number::from(BIG - 1), false),
            (at_most(1.5), number(1.5), true),
            (at_most(1.5), number(f64::NAN), false),
            (more_than(1), number(1.0), false),
            (less_than(1), number(f64::NEG_INFINITY), true),
            (between(0, 1), number(1.0), true),
            (between(0, 1), number(1.1), false),
            (between(0, 1), number(f64::NAN), false),
            (not(0), number(-0.0), false),
            (not(between(0, 1)), number(2.0), true),
            (any(), number(f64::NAN), true),
        ];
        for (matcher, number, expected) in cases {
            assert_eq!(matcher.takes(number), expected, "{matcher}: {number}");
        }
    }
}
