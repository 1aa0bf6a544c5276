//! The borrowed tree of an exposition: every line in flat arrays of offsets, with views that give them meaning.

mod composite;
mod entry;
mod escape;
mod fault;
mod sample;
mod time;

use std::ops::Range;

pub use composite::{Composite, Field, FieldValue, Items};
pub use entry::{Entry, EntryKind};
pub(in crate::exposition) use escape::unescape;
pub(in crate::exposition) use fault::FaultSpan;
pub use fault::{Fault, FaultKind};
pub use sample::{Exemplar, Label, Labels, Sample, SampleValue};

use super::Format;
use crate::model::Number;

/// An exposition as it was written: its lines in order, what each says, and what is wrong with it.
///
/// Made by [`parse`](super::parse). Every line of the body is one [`Entry`], and the spans of the entries follow one
/// another without a gap from the first byte to the last. Names, labels and numbers borrow from the body; a sample
/// costs 32 bytes and a label 12.
///
/// Nothing is judged and nothing grouped here: which samples form a family, and whether they should, is asked
/// of what comes after.
///
/// ```
/// use meterstick::exposition::{EntryKind, Format, parse};
///
/// let body = b"# TYPE up gauge\nup{job=\"api\"} 1\nup{job=} 1\n";
/// let exposition = parse(body, Format::PrometheusText);
///
/// let samples: Vec<_> = exposition.samples().collect();
/// assert_eq!(samples[0].name(), "up");
/// assert_eq!(samples[0].labels().next().unwrap().value(), "api");
///
/// let fault = exposition.faults().next().unwrap();
/// assert_eq!((fault.line(), fault.column()), (3, 8));
/// assert_eq!(fault.to_string(), "a label value stands in double quotes, found `}`");
/// ```
#[derive(Clone, Debug)]
pub struct Exposition<'a> {
    pub(in crate::exposition) body: &'a [u8],
    /// How many lines and bytes stand before it, if it is a piece of a longer text.
    pub(in crate::exposition) before: Before,
    /// The body again if all of it is UTF-8, which spares looking at each string again.
    pub(in crate::exposition) text: Option<&'a str>,
    pub(in crate::exposition) format: Format,
    pub(in crate::exposition) lines: Vec<Line>,
    pub(in crate::exposition) labels: Vec<LabelSpan>,
    pub(in crate::exposition) extras: Vec<Extra>,
    pub(in crate::exposition) exemplars: Vec<ExemplarSpan>,
    pub(in crate::exposition) exemplar_labels: Vec<LabelSpan>,
    pub(in crate::exposition) fields: Vec<FieldSpan>,
    pub(in crate::exposition) items: Vec<ItemSpan>,
    pub(in crate::exposition) faults: Vec<FaultSpan>,
}

/// What stands before a piece of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::exposition) struct Before {
    pub(in crate::exposition) lines: usize,
    pub(in crate::exposition) bytes: usize,
}

/// What a line is; for a sample with one number also how its 64 bits are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) enum Tag {
    Blank,
    Comment,
    Help,
    Type,
    Unit,
    Eof,
    Broken,
    Int,
    Uint,
    Float,
    Composite,
}

/// One line. It ends where the next one starts.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct Line {
    /// The value of a sample with one number, as `tag` means it.
    pub(in crate::exposition) bits: u64,
    pub(in crate::exposition) start: u32,
    /// The metric name, without the quotes if it has some.
    pub(in crate::exposition) name: u32,
    pub(in crate::exposition) name_end: u32,
    /// The first label; the last one stands before the first of the next line.
    pub(in crate::exposition) labels: u32,
    /// The value of a sample, the text of a metadata line.
    pub(in crate::exposition) value: u32,
    pub(in crate::exposition) tag: Tag,
    /// Whether the name stands in quotes.
    pub(in crate::exposition) quoted: bool,
    /// Whether the line has an [`Extra`].
    pub(in crate::exposition) extra: bool,
}

/// One label.
///
/// The name begins at `name` and ends before the `=` in front of the value, which is found by looking back.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct LabelSpan {
    /// The first byte of the name, behind the quote if it has one.
    pub(in crate::exposition) name: u32,
    /// The first byte of the value.
    pub(in crate::exposition) value: u32,
    /// The closing quote of the value; the highest bit says that the value has escapes.
    pub(in crate::exposition) end: u32,
}

/// Set in [`LabelSpan::end`] if the value has escapes. It is free because a body ends at 2 GiB.
pub(in crate::exposition) const ESCAPED: u32 = 1 << 31;

/// What few samples have. Offsets are zero where there is nothing, since nothing of this stands at offset zero.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::exposition) struct Extra {
    /// The index of the line, by which these are sorted.
    pub(in crate::exposition) line: u32,
    pub(in crate::exposition) timestamp: u32,
    pub(in crate::exposition) start_time: u32,
    pub(in crate::exposition) exemplars: Run,
    pub(in crate::exposition) fields: Run,
}

/// A run of neighbours in an array.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::exposition) struct Run {
    pub(in crate::exposition) start: u32,
    pub(in crate::exposition) end: u32,
}

impl Run {
    pub(in crate::exposition) fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(in crate::exposition) fn of<T>(self, array: &[T]) -> &[T] {
        array.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct ExemplarSpan {
    pub(in crate::exposition) braces: Run,
    pub(in crate::exposition) labels: Run,
    pub(in crate::exposition) value: u32,
    /// Zero if there is none.
    pub(in crate::exposition) timestamp: u32,
    pub(in crate::exposition) number: Number,
}

/// One field of a composite value.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct FieldSpan {
    pub(in crate::exposition) name: Run,
    /// One number, or a list in brackets.
    pub(in crate::exposition) list: bool,
    pub(in crate::exposition) items: Run,
}

/// One number of a composite value, with what stands before its colon in a list.
#[derive(Clone, Copy, Debug)]
pub(in crate::exposition) struct ItemSpan {
    pub(in crate::exposition) key: Run,
    pub(in crate::exposition) value: Run,
}

impl<'a> Exposition<'a> {
    /// The format by whose grammar it was read.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The bytes that were read.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Every line, in order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> + DoubleEndedIterator + Clone {
        (0..self.lines.len()).map(|index| Entry { exposition: self, index })
    }

    /// The entry of a line, counted from one.
    #[must_use]
    pub fn entry(&self, line: usize) -> Option<Entry<'_>> {
        let index = line.checked_sub(1 + self.before.lines)?;
        (index < self.lines.len()).then_some(Entry { exposition: self, index })
    }

    /// Every line that describes a metric, in order.
    pub(crate) fn descriptions(&self) -> impl Iterator<Item = Entry<'_>> + Clone {
        let lines = self.lines.iter().enumerate();
        let described = lines.filter(|(_, line)| matches!(line.tag, Tag::Help | Tag::Type | Tag::Unit));
        described.map(|(index, _)| Entry { exposition: self, index })
    }

    /// Every comment, in order.
    pub(in crate::exposition) fn comments(&self) -> impl Iterator<Item = Entry<'_>> + Clone {
        let lines = self.lines.iter().enumerate();
        let comments = lines.filter(|(_, line)| line.tag == Tag::Comment);
        comments.map(|(index, _)| Entry { exposition: self, index })
    }

    /// Every line that is a sample, in order.
    pub fn samples(&self) -> impl DoubleEndedIterator<Item = Sample<'_>> + Clone {
        (0..self.lines.len()).filter_map(|index| {
            let is_sample =
                matches!(self.lines[index].tag, Tag::Int | Tag::Uint | Tag::Float | Tag::Composite);
            is_sample.then_some(Sample { exposition: self, index })
        })
    }

    /// Everything that is wrong, in the order of the lines.
    ///
    /// A line may have several faults, and a line with a fault may still say something: an unknown escape
    /// does not make a sample unreadable. What could not be read is [`EntryKind::Broken`].
    pub fn faults(&self) -> impl ExactSizeIterator<Item = Fault<'_>> + Clone {
        self.faults.iter().map(|fault| {
            let (start, end) = (fault.start as usize, fault.end as usize);
            let line_start = self.lines.get(fault.entry as usize).map_or(start, |line| line.start as usize);
            Fault {
                kind: fault.kind,
                start,
                line: self.before.lines + fault.entry as usize + 1,
                column: start.saturating_sub(line_start) + 1,
                found: self.body.get(start..end).unwrap_or_default(),
            }
        })
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_faultless(&self) -> bool {
        self.faults.is_empty()
    }

    /// Line and column (in bytes), both counted from one, of an offset into the body.
    #[must_use]
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let after = self.lines.partition_point(|line| line.start as usize <= offset);
        let start = after.checked_sub(1).map_or(0, |index| self.lines[index].start as usize);
        (self.before.lines + after.max(1), offset - start + 1)
    }

    /// Where an entry ends: where the next one begins.
    fn line_end(&self, index: usize) -> usize {
        self.lines.get(index + 1).map_or(self.body.len(), |next| next.start as usize)
    }

    pub(in crate::exposition) fn line_span(&self, index: usize) -> Range<usize> {
        self.lines[index].start as usize..self.line_end(index)
    }

    /// The text of a span, which lies in a line whose bytes are UTF-8.
    pub(in crate::exposition) fn str(&self, start: usize, end: usize) -> &'a str {
        match self.text {
            Some(text) => text.get(start..end).unwrap_or_default(),
            None => {
                let bytes = self.body.get(start..end).unwrap_or_default();
                std::str::from_utf8(bytes).unwrap_or_default()
            }
        }
    }

    /// The token that begins at an offset.
    pub(in crate::exposition) fn token(&self, start: u32) -> &'a str {
        let start = start as usize;
        let rest = self.body.get(start..).unwrap_or_default();
        self.str(start, start + super::parse::token_length(rest))
    }
}
