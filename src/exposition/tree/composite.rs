//! Composite values: a histogram or summary on one line (OpenMetrics 2.0).

use std::fmt;

use super::{Exposition, FieldSpan, ItemSpan};
use crate::exposition::parse::decimal;
use crate::model::Number;

/// A composite value: `{count:2,sum:1.5,bucket:[0.5:1,+Inf:2]}`.
#[derive(Clone, Copy)]
pub struct Composite<'e> {
    pub(super) exposition: &'e Exposition<'e>,
    pub(super) fields: &'e [FieldSpan],
}

impl<'e> Composite<'e> {
    /// The fields, in the order in which they were written.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = Field<'e>> + Clone + use<'e> {
        let exposition = self.exposition;
        self.fields.iter().map(move |span| Field { exposition, span })
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Field<'e>> {
        self.fields().find(|field| field.name() == name)
    }

    /// The number in the field of that name.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Number> {
        match self.field(name)?.value() {
            FieldValue::Number(number) => Some(number),
            FieldValue::List(_) => None,
        }
    }

    /// The list in the field of that name; empty if there is no such field.
    #[must_use]
    pub fn list(&self, name: &str) -> Items<'e> {
        match self.field(name).map(|field| field.value()) {
            Some(FieldValue::List(items)) => items,
            _ => Items { exposition: self.exposition, spans: [].iter() },
        }
    }
}

impl fmt::Debug for Composite<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.fields().map(|field| (field.name(), field.value()))).finish()
    }
}

/// One field of a composite value.
#[derive(Clone, Copy)]
pub struct Field<'e> {
    exposition: &'e Exposition<'e>,
    span: &'e FieldSpan,
}

/// The value of a field.
#[derive(Clone, Debug)]
pub enum FieldValue<'e> {
    /// One number.
    Number(Number),
    /// A list in brackets.
    List(Items<'e>),
}

impl<'e> Field<'e> {
    /// The name: `count`, `sum`, `bucket`, `quantile`, `schema`, …
    #[must_use]
    pub fn name(&self) -> &'e str {
        self.exposition.str(self.span.name.start as usize, self.span.name.end as usize)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> FieldValue<'e> {
        let spans = self.span.items.of(&self.exposition.items);
        let mut items = Items { exposition: self.exposition, spans: spans.iter() };
        if self.span.list {
            return FieldValue::List(items);
        }
        // A field without brackets was only kept with its one number.
        FieldValue::Number(items.next().map_or(Number::Int(0), |(_, number)| number))
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("name", &self.name()).field("value", &self.value()).finish()
    }
}

/// The items of a list: what stands before the colon (an upper bound, a quantile, the offset of a span) as it was
/// written, if the list has colons, and the number.
#[derive(Clone)]
pub struct Items<'e> {
    exposition: &'e Exposition<'e>,
    spans: std::slice::Iter<'e, ItemSpan>,
}

impl<'e> Iterator for Items<'e> {
    type Item = (Option<&'e str>, Number);

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.spans.next()?;
        let text = |run: super::Run| self.exposition.str(run.start as usize, run.end as usize);
        let key = (item.key.end > item.key.start).then(|| text(item.key));
        // Only numbers were kept.
        Some((key, decimal(text(item.value)).unwrap_or(Number::Int(0))))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.spans.size_hint()
    }
}

impl ExactSizeIterator for Items<'_> {}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
