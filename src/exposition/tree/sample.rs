//! A sample line: name, labels, value and what may follow.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::escape::unescape;
use super::time::timestamp_of;
use super::{Composite, ESCAPED, Exposition, Extra, LabelSpan, Line, Tag};
use crate::exposition::parse::is_same;
use crate::model::{Number, Timestamp};

/// A sample line.
#[derive(Clone, Copy)]
pub struct Sample<'e> {
    pub(super) exposition: &'e Exposition<'e>,
    pub(super) index: usize,
}

/// The value of a sample.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum SampleValue<'e> {
    /// One number.
    Number(Number),
    /// A histogram or summary on one line (OpenMetrics 2.0).
    Composite(Composite<'e>),
}

impl<'e> Sample<'e> {
    fn data(&self) -> &'e Line {
        &self.exposition.lines[self.index]
    }

    fn extra(&self) -> Option<&'e Extra> {
        if !self.data().extra {
            return None;
        }
        let extras = &self.exposition.extras;
        let place = extras.binary_search_by_key(&(self.index as u32), |extra| extra.line).ok()?;
        extras.get(place)
    }

    /// The number of the line, counted from one.
    #[must_use]
    pub fn line(&self) -> usize {
        self.exposition.before.lines + self.index + 1
    }

    /// The bytes of the line in the body, its line feed included.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.exposition.line_span(self.index)
    }

    /// The line as it was written, its line feed included.
    pub(crate) fn bytes(&self) -> &'e [u8] {
        self.exposition.body.get(self.span()).unwrap_or_default()
    }

    /// The metric name, its escapes decoded.
    #[must_use]
    pub fn name(&self) -> Cow<'e, str> {
        let raw = self.raw_name();
        if self.data().quoted { unescape(raw, true) } else { Cow::Borrowed(raw) }
    }

    /// The metric name as it was written, without the quotes if it has some.
    #[must_use]
    pub fn raw_name(&self) -> &'e str {
        let line = self.data();
        self.exposition.str(line.name as usize, line.name_end as usize)
    }

    /// Whether that is its name as it was written.
    #[inline]
    pub(crate) fn is_called(&self, raw: &str) -> bool {
        let line = self.data();
        let name = self.exposition.body.get(line.name as usize..line.name_end as usize);
        name.is_some_and(|name| is_same(name, raw.as_bytes()))
    }

    /// Whether these are its label names in their order, if it is [written tightly](Self::tight_layout).
    #[inline]
    pub(crate) fn has_tight_names(&self, names: &[Cow<'_, str>]) -> bool {
        let spans = self.labels().spans.as_slice();
        let is_so = |(span, name): (&LabelSpan, &Cow<'_, str>)| {
            let found = self.exposition.body.get(span.name as usize..span.value as usize - 2);
            found.is_some_and(|found| is_same(found, name.as_bytes()))
        };
        spans.len() == names.len() && spans.iter().zip(names).all(is_so)
    }

    /// Whether the metric name stands in quotes, inside the braces.
    #[must_use]
    pub fn name_is_quoted(&self) -> bool {
        self.data().quoted
    }

    /// The bytes of the metric name in the body, without the quotes if it has some.
    #[must_use]
    pub fn name_span(&self) -> Range<usize> {
        let line = self.data();
        line.name as usize..line.name_end as usize
    }

    /// The labels, in the order in which they were written. A quoted metric name is none of them.
    #[must_use]
    pub fn labels(&self) -> Labels<'e> {
        let first = self.data().labels as usize;
        let next = self.exposition.lines.get(self.index + 1);
        let end = next.map_or(self.exposition.labels.len(), |next| next.labels as usize);
        let spans = self.exposition.labels.get(first..end).unwrap_or_default();
        Labels { exposition: self.exposition, spans: spans.iter() }
    }

    /// Everything between the braces as it was written, a quoted metric name included; empty without braces.
    ///
    /// Equal text has equal labels, which spares looking at them again.
    #[must_use]
    pub fn raw_labels(&self) -> &'e str {
        let span = self.raw_labels_span();
        self.exposition.str(span.start, span.end)
    }

    /// The bytes of [`Sample::raw_labels`] in the body.
    #[must_use]
    pub fn raw_labels_span(&self) -> Range<usize> {
        let line = self.data();
        // Without quotes the name ends before the braces, with them it stands inside.
        let from = if line.quoted { line.start } else { line.name_end } as usize;
        let before = self.exposition.body.get(from..line.value as usize).unwrap_or_default();
        let Some(list) = before.trim_ascii_end().strip_suffix(b"}") else { return from..from };
        let start = memchr::memchr(b'{', list).map_or(list.len(), |brace| brace + 1);
        from + start..from + list.len()
    }

    /// A number for where name and labels stand, if they are written tightly: no blank, no quotes around names, no comma at the end, no
    /// label without a value, and no escape that the format does not know. It is the same for samples with the same names in one order.
    #[inline]
    pub(crate) fn tight_layout(&self) -> Option<u64> {
        let line = self.data();
        if line.quoted {
            return None;
        }
        let body = self.exposition.body;
        let spans = self.labels().spans;
        let mut layout = u64::from(line.name_end - line.name) + ((spans.len() as u64) << 32);
        // Behind the brace stands the first label, behind each label a comma or the other brace.
        let mut expected = line.name_end + 1;
        for span in spans {
            let (name, value, end) = (span.name as usize, span.value as usize, span.end & !ESCAPED);
            let is_tight = span.name == expected
                // A blank where a comma is missing takes no more room.
                && matches!(body.get(name - 1), Some(b'{' | b','))
                // An escape that is known is the only way to write what it stands for.
                && (span.end & ESCAPED == 0 || self.exposition.faults.is_empty())
                && end > span.value
                && matches!(body.get(value - 3..value), Some([before, b'=', b'"']) if !matches!(before, b' ' | b'\t' | b'"'));
            if !is_tight {
                return None;
            }
            layout = (layout.rotate_left(5) ^ u64::from(span.value - span.name))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
            expected = end + 2;
        }
        let end = expected as usize;
        if end == line.name_end as usize + 1 {
            // Braces around nothing are another text for the same series.
            return (body.get(line.name_end as usize) == Some(&b' ')).then_some(layout);
        }
        (body.get(end - 1) == Some(&b'}')).then_some(layout)
    }

    /// The name and the labels as they stand in the body. Of two samples that are [written tightly](Self::tight_layout), with labels in one
    /// order, such texts are equal when the series are.
    pub(crate) fn series_text(&self) -> &'e str {
        let line = self.data();
        let last = self.labels().spans.as_slice().last();
        let end = last.map_or(line.name_end, |last| (last.end & !ESCAPED) + 2);
        self.exposition.str(line.name as usize, end as usize)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> SampleValue<'e> {
        match self.number() {
            Some(number) => SampleValue::Number(number),
            None => {
                let fields = self.extra().map_or(&[][..], |extra| extra.fields.of(&self.exposition.fields));
                SampleValue::Composite(Composite { exposition: self.exposition, fields })
            }
        }
    }

    /// The value, if it is one number. Integers are exact over the whole of `i64` and `u64`.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        let line = self.data();
        match line.tag {
            Tag::Int => Some(Number::Int(line.bits as i64)),
            Tag::Uint => Some(Number::Uint(line.bits)),
            Tag::Float => Some(Number::Float(f64::from_bits(line.bits))),
            _ => None,
        }
    }

    /// The value as it was written.
    #[must_use]
    pub fn value_lexeme(&self) -> &'e str {
        self.exposition.token(self.data().value)
    }

    /// The timestamp as it was written: milliseconds in a Prometheus text, seconds in OpenMetrics.
    #[must_use]
    pub fn timestamp_lexeme(&self) -> Option<&'e str> {
        lexeme(self.exposition, self.extra()?.timestamp)
    }

    /// Whether it says a time of its own.
    pub(crate) fn has_own_time(&self) -> bool {
        self.extra().is_some_and(|extra| extra.timestamp != 0)
    }

    /// The timestamp, exact to the nanosecond; what lies beyond 64-bit seconds is cut to their range.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        timestamp_of(self.timestamp_lexeme()?, self.exposition.format)
    }

    /// The start time as it was written after `st@`, in seconds (OpenMetrics 2.0).
    #[must_use]
    pub fn start_time_lexeme(&self) -> Option<&'e str> {
        lexeme(self.exposition, self.extra()?.start_time)
    }

    /// The start time (OpenMetrics 2.0).
    #[must_use]
    pub fn start_time(&self) -> Option<Timestamp> {
        timestamp_of(self.start_time_lexeme()?, self.exposition.format)
    }

    /// The exemplars (OpenMetrics).
    pub fn exemplars(&self) -> impl ExactSizeIterator<Item = Exemplar<'e>> + Clone + use<'e> {
        let exposition = self.exposition;
        let run = self.extra().map(|extra| extra.exemplars).unwrap_or_default();
        (run.start as usize..run.end as usize).map(move |index| Exemplar { exposition, index })
    }
}

fn lexeme<'e>(exposition: &'e Exposition<'e>, start: u32) -> Option<&'e str> {
    (start != 0).then(|| exposition.token(start))
}

impl fmt::Debug for Sample<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sample")
            .field("line", &self.line())
            .field("name", &self.name())
            .field("labels", &self.labels().collect::<Vec<_>>())
            .field("value", &self.value())
            .field("timestamp", &self.timestamp_lexeme())
            .field("start_time", &self.start_time_lexeme())
            .field("exemplars", &self.exemplars().collect::<Vec<_>>())
            .finish()
    }
}

/// The labels of a sample or exemplar, in the order in which they were written.
#[derive(Clone)]
pub struct Labels<'e> {
    exposition: &'e Exposition<'e>,
    spans: std::slice::Iter<'e, LabelSpan>,
}

impl<'e> Iterator for Labels<'e> {
    type Item = Label<'e>;

    fn next(&mut self) -> Option<Label<'e>> {
        self.spans.next().map(|span| Label { exposition: self.exposition, span: *span })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.spans.size_hint()
    }
}

impl DoubleEndedIterator for Labels<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.spans.next_back().map(|span| Label { exposition: self.exposition, span: *span })
    }
}

impl ExactSizeIterator for Labels<'_> {}

impl fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// One label.
#[derive(Clone, Copy)]
pub struct Label<'e> {
    exposition: &'e Exposition<'e>,
    span: LabelSpan,
}

impl<'e> Label<'e> {
    /// The name, its escapes decoded.
    #[must_use]
    pub fn name(&self) -> Cow<'e, str> {
        let span = self.name_span();
        let raw = self.exposition.str(span.start, span.end);
        if self.name_is_quoted() { unescape(raw, true) } else { Cow::Borrowed(raw) }
    }

    /// Whether that is its name.
    #[inline]
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let start = self.span.name as usize;
        let end = start + name.len();
        // So nearly every label is written, and its end need not be looked for.
        if end + 2 == self.span.value as usize && !self.name_is_quoted() {
            return self.exposition.body.get(start..end).is_some_and(|bytes| is_same(bytes, name.as_bytes()));
        }
        self.name() == name
    }

    /// Whether the name stands in quotes.
    #[must_use]
    pub fn name_is_quoted(&self) -> bool {
        self.exposition.body[self.span.name as usize - 1] == b'"'
    }

    /// The bytes of the name in the body, without the quotes if it has some.
    #[must_use]
    pub fn name_span(&self) -> Range<usize> {
        let start = self.span.name as usize;
        // Between name and value stand `="` and, in a Prometheus text, perhaps blanks around the `=`.
        let before = self.exposition.body[start..self.span.value as usize - 1].trim_ascii_end();
        let before = before.strip_suffix(b"=").unwrap_or(before).trim_ascii_end();
        let name = if self.name_is_quoted() { before.strip_suffix(b"\"").unwrap_or(before) } else { before };
        start..start + name.len()
    }

    /// The value, its escapes decoded.
    #[must_use]
    pub fn value(&self) -> Cow<'e, str> {
        let raw = self.raw_value();
        if self.span.end & ESCAPED == 0 { Cow::Borrowed(raw) } else { unescape(raw, true) }
    }

    /// The value as it was written between its quotes.
    #[must_use]
    pub fn raw_value(&self) -> &'e str {
        let span = self.value_span();
        self.exposition.str(span.start, span.end)
    }

    /// The bytes of the value in the body, without its quotes.
    #[must_use]
    pub fn value_span(&self) -> Range<usize> {
        self.span.value as usize..(self.span.end & !ESCAPED) as usize
    }
}

impl fmt::Debug for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}", self.name(), self.value())
    }
}

/// An exemplar: one observation that stands for many.
#[derive(Clone, Copy)]
pub struct Exemplar<'e> {
    exposition: &'e Exposition<'e>,
    index: usize,
}

impl<'e> Exemplar<'e> {
    fn data(&self) -> &'e super::ExemplarSpan {
        &self.exposition.exemplars[self.index]
    }

    /// The labels, in the order in which they were written.
    #[must_use]
    pub fn labels(&self) -> Labels<'e> {
        let spans = self.data().labels.of(&self.exposition.exemplar_labels).iter();
        Labels { exposition: self.exposition, spans }
    }

    /// Everything between the braces as it was written.
    #[must_use]
    pub fn raw_labels(&self) -> &'e str {
        let braces = self.data().braces;
        self.exposition.str(braces.start as usize + 1, braces.end as usize)
    }

    /// The value.
    #[must_use]
    pub fn number(&self) -> Number {
        self.data().number
    }

    /// The value as it was written.
    #[must_use]
    pub fn value_lexeme(&self) -> &'e str {
        self.exposition.token(self.data().value)
    }

    /// The timestamp as it was written, in seconds.
    #[must_use]
    pub fn timestamp_lexeme(&self) -> Option<&'e str> {
        lexeme(self.exposition, self.data().timestamp)
    }

    /// The timestamp.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        timestamp_of(self.timestamp_lexeme()?, self.exposition.format)
    }
}

impl fmt::Debug for Exemplar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exemplar")
            .field("labels", &self.labels())
            .field("number", &self.number())
            .field("timestamp", &self.timestamp_lexeme())
            .finish()
    }
}
