//! Label sets (Prometheus) and attribute sets (OTLP): the same thing under two names.

use std::fmt;

use super::intern::{LabelSetId, Pools, Stored, Symbol, ValueId};
use super::value::Value;

/// The labels of a series, the attributes of a resource, a scope or an exemplar: sorted by key.
///
/// Two sets are equal when they hold the same keys with the same values, in whatever order they came.
/// `Display` writes them as the exposition formats do: `{method="GET",status="200"}`.
#[derive(Clone, Copy)]
pub struct Labels<'r> {
    pub(super) pools: &'r Pools,
    pub(super) id: LabelSetId,
}

/// One key with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label<'r> {
    /// The label name or attribute key.
    pub key: &'r str,
    /// What it says.
    pub value: Value<'r>,
}

impl<'r> Labels<'r> {
    fn items(self) -> &'r [(Symbol, ValueId)] {
        self.pools.set(self.id)
    }

    fn label(self, (key, value): (Symbol, ValueId)) -> Label<'r> {
        let value = match self.pools.value(value) {
            Stored::Text(text) => Value::Text(text),
            Stored::Typed(value) => Value::Typed(value),
        };
        Label { key: self.pools.strings.get(key), value }
    }

    /// How many labels there are. A key that came twice counts twice.
    #[must_use]
    pub fn len(self) -> usize {
        self.items().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.items().is_empty()
    }

    /// The labels in the order of their keys; of a key that came twice, in the order of the wire.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Label<'r>> + DoubleEndedIterator {
        self.items().iter().map(move |&item| self.label(item))
    }

    /// The keys in their order.
    pub fn keys(self) -> impl ExactSizeIterator<Item = &'r str> + DoubleEndedIterator {
        self.iter().map(|label| label.key)
    }

    /// The value of a key, the first one if it came twice.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Value<'r>> {
        self.iter().find(|label| label.key == key).map(|label| label.value)
    }

    /// Which set this is within its reading: equal numbers mean equal sets.
    ///
    /// Cheaper than comparing the labels themselves; it says nothing across readings.
    #[must_use]
    pub fn index(self) -> usize {
        self.id.0 as usize
    }
}

impl PartialEq for Labels<'_> {
    fn eq(&self, other: &Self) -> bool {
        (std::ptr::eq(self.pools, other.pools) && self.id == other.id)
            || (self.len() == other.len() && self.iter().eq(other.iter()))
    }
}

impl fmt::Display for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, label) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            write!(f, "{}=", label.key)?;
            match label.value {
                Value::Text(text) => write!(f, "{text:?}")?,
                Value::Typed(value) => write!(f, "{value}")?,
            }
        }
        f.write_str("}")
    }
}

impl fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
