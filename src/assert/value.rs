//! What a number is expected to be.

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

/// Any value at all.
#[must_use]
pub fn any() -> ValueMatcher {
    ValueMatcher::new("any value".to_owned(), |_| true)
}

/// At most so far away from the expected value.
#[must_use]
pub fn within(expected: f64, tolerance: f64) -> ValueMatcher {
    let what = format!("{expected} give or take {tolerance}");
    ValueMatcher::new(what, move |number| (number.as_f64() - expected).abs() <= tolerance)
}

/// At most this part of the expected value away from it: `within_ratio(200.0, 0.01)` takes 198 to 202.
#[must_use]
pub fn within_ratio(expected: f64, ratio: f64) -> ValueMatcher {
    let what = format!("{expected} give or take {} %", ratio * 100.0);
    ValueMatcher::new(what, move |number| (number.as_f64() - expected).abs() <= (expected * ratio).abs())
}

/// This or more.
#[must_use]
pub fn at_least(least: f64) -> ValueMatcher {
    ValueMatcher::new(format!("at least {least}"), move |number| number.as_f64() >= least)
}

/// This or less.
#[must_use]
pub fn at_most(most: f64) -> ValueMatcher {
    ValueMatcher::new(format!("at most {most}"), move |number| number.as_f64() <= most)
}

/// More than this.
#[must_use]
pub fn more_than(limit: f64) -> ValueMatcher {
    ValueMatcher::new(format!("more than {limit}"), move |number| number.as_f64() > limit)
}

/// Less than this.
#[must_use]
pub fn less_than(limit: f64) -> ValueMatcher {
    ValueMatcher::new(format!("less than {limit}"), move |number| number.as_f64() < limit)
}

/// Between the two, both included.
#[must_use]
pub fn between(least: f64, most: f64) -> ValueMatcher {
    ValueMatcher::new(format!("between {least} and {most}"), move |number| {
        (least..=most).contains(&number.as_f64())
    })
}

/// Whatever a function takes; `what` says it in words.
#[must_use]
pub fn matching(what: impl Into<String>, test: impl Fn(Number) -> bool + 'static) -> ValueMatcher {
    ValueMatcher::new(what.into(), test)
}
