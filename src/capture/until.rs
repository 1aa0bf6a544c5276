//! Conditions to wait for.
//!
//! ```
//! use meterstick::capture::until;
//!
//! let condition = until::family("orders_total").and(until::requests(2));
//! assert_eq!(condition.to_string(), "a point of `orders_total` and 2 requests");
//! ```

use std::fmt;

use super::exchange::Exchange;
use super::snapshot::Capture;

/// Something that a capture is expected to show sooner or later.
///
/// A condition looks at each exchange once, as it arrives, so that waiting stays cheap however much comes.
pub struct Condition {
    what: String,
    test: Test,
}

enum Test {
    /// Counts down what each exchange brings.
    Count {
        left: usize,
        of: Box<dyn Fn(&Exchange) -> usize + Send>,
    },
    /// Looks at everything that has come.
    Whole(Box<dyn FnMut(&Capture) -> bool + Send>),
    All(Vec<Condition>),
}

impl Condition {
    /// This and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let what = format!("{self} and {other}");
        Self { what, test: Test::All(vec![self, other]) }
    }

    /// Takes in what arrived since the last call and says whether the condition holds.
    pub(super) fn observe(&mut self, new: &[Exchange], whole: &dyn Fn() -> Capture) -> bool {
        match &mut self.test {
            Test::Count { left, of } => {
                for exchange in new {
                    if *left == 0 {
                        break;
                    }
                    *left = left.saturating_sub(of(exchange));
                }
                *left == 0
            }
            Test::Whole(test) => test(&whole()),
            Test::All(conditions) => {
                // Each has to see every exchange, so none is skipped when another does not hold yet.
                let mut holds = true;
                for condition in conditions {
                    holds &= condition.observe(new, whole);
                }
                holds
            }
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({})", self.what)
    }
}

fn count(what: String, left: usize, of: impl Fn(&Exchange) -> usize + Send + 'static) -> Condition {
    Condition { what, test: Test::Count { left, of: Box::new(of) } }
}

/// At least so many requests, of whatever signal and however answered.
#[must_use]
pub fn requests(number: usize) -> Condition {
    count(format!("{number} {}", plural(number, "request")), number, |_| 1)
}

/// At least so many metric points, repeated ones included.
#[must_use]
pub fn points(number: usize) -> Condition {
    let of = |exchange: &Exchange| exchange.taken().map_or(0, crate::model::Reading::point_count);
    count(format!("{number} {}", plural(number, "point")), number, of)
}

/// The family of that name has a point.
#[must_use]
pub fn family(name: impl Into<String>) -> Condition {
    let name = name.into();
    count(format!("a point of `{name}`"), 1, move |exchange| {
        let families = exchange.taken().into_iter().flat_map(crate::model::Reading::families);
        usize::from(
            families.filter(|family| family.name() == name).any(|family| family.points().next().is_some()),
        )
    })
}

/// Whatever the caller says of the whole capture; `what` names it in the time-out's message.
#[must_use]
pub fn that(what: impl Into<String>, test: impl FnMut(&Capture) -> bool + Send + 'static) -> Condition {
    Condition { what: what.into(), test: Test::Whole(Box::new(test)) }
}

fn plural(number: usize, noun: &str) -> String {
    if number == 1 { noun.to_owned() } else { format!("{noun}s") }
}
