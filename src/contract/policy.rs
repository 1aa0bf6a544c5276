//! What a person decides about a contract, kept apart from what a machine writes.

use std::fmt;

use crate::pattern;

/// Decisions about a service's metrics that a new recording must never overwrite.
///
/// Names of families may hold `*` and `?`.
///
/// ```
/// use meterstick::contract::Policy;
///
/// let policy = Policy::new()
///     .optional("orders_failed_total")       // may be there or not
///     .volatile_label("pid")                 // its values say nothing
///     .ignore("python_gc_*")                 // not ours
///     .forbid("debug_*")                     // must never be seen
///     .budget("http_*", 200)                 // series of a family at the most
///     .label_budget("*", "route", 50)        // values of a label at the most
///     .values_of("orders_total", "tier");    // list them in the contract
/// # let _ = policy;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    pub(super) optional: Vec<String>,
    pub(super) ignored: Vec<String>,
    pub(super) forbidden: Vec<String>,
    pub(super) forbidden_labels: Vec<String>,
    pub(super) volatile: Vec<String>,
    pub(super) volatile_labels: Vec<String>,
    pub(super) exact: Vec<String>,
    pub(super) budgets: Vec<(String, usize)>,
    pub(super) label_budgets: Vec<(String, String, usize)>,
    pub(super) values: Vec<(String, String)>,
}

impl Policy {
    /// No decisions: every family and label is a promise, and numbers of series are bands.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Families that may be absent. Their block stays in the contract while they are.
    #[must_use]
    pub fn optional(mut self, family: impl Into<String>) -> Self {
        self.optional.push(family.into());
        self
    }

    /// Families that are no part of the contract.
    #[must_use]
    pub fn ignore(mut self, family: impl Into<String>) -> Self {
        self.ignored.push(family.into());
        self
    }

    /// Families that must not be there.
    #[must_use]
    pub fn forbid(mut self, family: impl Into<String>) -> Self {
        self.forbidden.push(family.into());
        self
    }

    /// Label keys that must not be there, in any family or resource.
    #[must_use]
    pub fn forbid_label(mut self, key: impl Into<String>) -> Self {
        self.forbidden_labels.push(key.into());
        self
    }

    /// Families whose number of series comes and goes, down to none.
    #[must_use]
    pub fn volatile(mut self, family: impl Into<String>) -> Self {
        self.volatile.push(family.into());
        self
    }

    /// Labels whose values say nothing: series that differ only in them are promised as one, and their values are never listed.
    #[must_use]
    pub fn volatile_label(mut self, key: impl Into<String>) -> Self {
        self.volatile_labels.push(key.into());
        self
    }

    /// Families whose number of series is promised exactly.
    #[must_use]
    pub fn exact_series(mut self, family: impl Into<String>) -> Self {
        self.exact.push(family.into());
        self
    }

    /// How many series each of these families may have at the most, in each scope. Series that differ only in volatile labels count, too: they cost.
    #[must_use]
    pub fn budget(mut self, family: impl Into<String>, series: usize) -> Self {
        self.budgets.push((family.into(), series));
        self
    }

    /// How many values a label of each of these families may have at the most.
    #[must_use]
    pub fn label_budget(mut self, family: impl Into<String>, key: impl Into<String>, values: usize) -> Self {
        self.label_budgets.push((family.into(), key.into(), values));
        self
    }

    /// Lists the values of a label in the contract.
    #[must_use]
    pub fn values_of(mut self, family: impl Into<String>, key: impl Into<String>) -> Self {
        self.values.push((family.into(), key.into()));
        self
    }

    /// Whether a family may be absent.
    pub(super) fn is_optional(&self, family: &str) -> bool {
        pattern::any(&self.optional, family)
    }

    pub(super) fn is_ignored(&self, family: &str) -> bool {
        pattern::any(&self.ignored, family)
    }

    pub(super) fn is_volatile(&self, family: &str) -> bool {
        pattern::any(&self.volatile, family)
    }

    pub(super) fn has_volatile_labels(&self) -> bool {
        !self.volatile_labels.is_empty()
    }

    pub(super) fn is_volatile_label(&self, key: &str) -> bool {
        pattern::any(&self.volatile_labels, key)
    }

    pub(super) fn lists_values(&self, family: &str, key: &str) -> bool {
        self.values.iter().any(|(pattern, label)| label == key && pattern::matches(pattern, family))
            && !self.is_volatile_label(key)
    }
}

/// A decision that a capture goes against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Violation {
    /// A forbidden family is there.
    Family {
        /// Its name.
        family: String,
    },
    /// A forbidden label is there.
    Label {
        /// The family that has it; empty for a resource attribute.
        family: String,
        /// The label.
        key: String,
    },
    /// A family has more series than it may.
    Series {
        /// The family.
        family: String,
        /// How many it has.
        series: usize,
        /// How many it may have.
        budget: usize,
        /// The label with the most values, and how many.
        widest: Option<(String, usize)>,
    },
    /// A label has more values than it may.
    Values {
        /// The family.
        family: String,
        /// The label.
        key: String,
        /// How many values it has.
        values: usize,
        /// How many it may have.
        budget: usize,
        /// Some of the values.
        examples: Vec<String>,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Family { family } => write!(f, "`{family}` is forbidden and is there"),
            Self::Label { family, key } if family.is_empty() => {
                write!(f, "the resource attribute `{key}` is forbidden and is there")
            }
            Self::Label { family, key } => write!(f, "`{family}` has the forbidden label `{key}`"),
            Self::Series { family, series, budget, widest } => {
                write!(f, "`{family}` has {series} series; its budget is {budget}")?;
                match widest {
                    Some((key, values)) => write!(f, "; its label `{key}` has {values} values"),
                    None => Ok(()),
                }
            }
            Self::Values { family, key, values, budget, examples } => {
                write!(
                    f,
                    "label `{key}` of `{family}` has {values} values; its budget is {budget}; among them "
                )?;
                let examples: Vec<_> = examples.iter().map(|value| format!("{value:?}")).collect();
                f.write_str(&examples.join(", "))
            }
        }
    }
}
