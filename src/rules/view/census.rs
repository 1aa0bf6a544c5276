//! The values that labels have: counted once for all rules that ask about them.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::model::{AttributeValue, Family, Reading, Value};

/// How many series of a family are looked at. Where there are more, their number has been told already.
const LOOKED_AT: usize = 100_000;

/// How many different values of one label are kept.
pub(in crate::rules) const KEPT: usize = 4096;

/// Which values the labels of each family have.
pub(in crate::rules) struct Census<'v> {
    pub(in crate::rules) families: Vec<(Family<'v>, Vec<Column<'v>>)>,
}

/// One label of a family, with its values.
pub(in crate::rules) struct Column<'v> {
    pub(in crate::rules) key: &'v str,
    /// How many series have it.
    pub(in crate::rules) series: usize,
    /// Its values, each once, in the order of their series; no more than [`KEPT`].
    pub(in crate::rules) values: Vec<Value<'v>>,
    known: FxHashSet<usize>,
    last: usize,
}

impl<'v> Census<'v> {
    pub(in crate::rules) fn of(reading: &'v Reading) -> Self {
        Self { families: reading.families().map(|family| (family, columns(family))).collect() }
    }

    /// Each label of each family.
    pub(in crate::rules) fn columns(&self) -> impl Iterator<Item = (Family<'v>, &Column<'v>)> {
        self.families.iter().flat_map(|(family, columns)| columns.iter().map(|column| (*family, column)))
    }
}

fn columns(family: Family<'_>) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for series in family.series().take(LOOKED_AT) {
        for (position, label) in series.labels().iter().enumerate() {
            // Keys are kept once a reading, and mostly stand where they stood before.
            let is_it = |column: &Column<'_>| std::ptr::eq(column.key, label.key);
            let place = if columns.get(position).is_some_and(is_it) {
                position
            } else if let Some(found) = columns.iter().position(is_it) {
                found
            } else {
                columns.push(Column::new(label.key));
                columns.len() - 1
            };
            columns[place].take(label.value);
        }
    }
    columns
}

impl<'v> Column<'v> {
    fn new(key: &'v str) -> Self {
        Self { key, series: 0, values: Vec::new(), known: FxHashSet::default(), last: 0 }
    }

    fn take(&mut self, value: Value<'v>) {
        self.series += 1;
        // Each value is kept once in a reading, so that its address tells which one it is; all empty ones are one.
        let address = match value {
            Value::Text("") => 1,
            Value::Text(text) => text.as_ptr() as usize,
            Value::Typed(typed) => std::ptr::from_ref(typed) as usize,
        };
        if address == self.last || self.values.len() == KEPT {
            return;
        }
        self.last = address;
        if self.known.insert(address) {
            self.values.push(value);
        }
    }

    /// Its values as text; lists, maps and bytes are left out.
    pub(in crate::rules) fn texts(&self) -> impl Iterator<Item = Cow<'v, str>> {
        self.values.iter().filter_map(|value| text_of(*value))
    }

    /// How many of its values are so, counted up to a number.
    pub(in crate::rules) fn count(&self, enough: usize, is_so: impl Fn(&str) -> bool) -> usize {
        if self.values.len() < enough {
            return 0;
        }
        self.texts().filter(|text| is_so(text)).take(enough).count()
    }

    /// The first value that is so.
    pub(in crate::rules) fn find(&self, is_so: impl Fn(&str) -> bool) -> Option<Cow<'v, str>> {
        self.texts().find(|text| is_so(text))
    }

    /// How many values there are, in words.
    pub(in crate::rules) fn amount(&self) -> String {
        let more = if self.values.len() == KEPT { "at least " } else { "" };
        format!("{more}{} values", self.values.len())
    }
}

fn text_of(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Typed(AttributeValue::Text(text)) => Some(Cow::Borrowed(text)),
        Value::Typed(AttributeValue::Int(number)) => Some(Cow::Owned(number.to_string())),
        Value::Typed(AttributeValue::Double(number)) => Some(Cow::Owned(number.to_string())),
        Value::Typed(_) => None,
    }
}
