//! One line of an exposition.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::escape::unescape;
use super::{Exposition, Line, Sample, Tag};

/// One line of an exposition, together with the line feed that ends it.
#[derive(Clone, Copy)]
pub struct Entry<'e> {
    pub(super) exposition: &'e Exposition<'e>,
    pub(super) index: usize,
}

/// What a line says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EntryKind<'e> {
    /// `# HELP name text`
    Help {
        /// The metric that is described.
        name: Cow<'e, str>,
        /// The description, its escapes decoded.
        text: Cow<'e, str>,
    },
    /// `# TYPE name word`
    Type {
        /// The metric that is typed.
        name: Cow<'e, str>,
        /// The type word, one of those that the format has.
        word: &'e str,
    },
    /// `# UNIT name unit` (OpenMetrics; in a Prometheus text it is a comment).
    Unit {
        /// The metric whose unit it is.
        name: Cow<'e, str>,
        /// The unit, which may be empty.
        unit: &'e str,
    },
    /// `# EOF` (OpenMetrics; in a Prometheus text it is a comment).
    Eof,
    /// Any other line that begins with `#`.
    Comment,
    /// Nothing, or nothing but blanks.
    Blank,
    /// A sample.
    Sample(Sample<'e>),
    /// A line that could not be read. At least one fault says why.
    Broken,
}

impl<'e> Entry<'e> {
    fn line_data(&self) -> &'e Line {
        &self.exposition.lines[self.index]
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

    /// The bytes of the line as they were written, its line feed included.
    #[must_use]
    pub fn bytes(&self) -> &'e [u8] {
        &self.exposition.body[self.span()]
    }

    /// Whether the line names its metric in quotes.
    #[must_use]
    pub fn name_is_quoted(&self) -> bool {
        self.line_data().quoted
    }

    /// What the line says.
    #[must_use]
    pub fn kind(&self) -> EntryKind<'e> {
        let line = self.line_data();
        match line.tag {
            Tag::Blank => EntryKind::Blank,
            Tag::Comment => EntryKind::Comment,
            Tag::Eof => EntryKind::Eof,
            Tag::Broken => EntryKind::Broken,
            Tag::Help => {
                let text = self.text(line);
                let quotes = self.exposition.format.is_openmetrics();
                EntryKind::Help { name: self.name(line), text: unescape(text, quotes) }
            }
            Tag::Type => EntryKind::Type { name: self.name(line), word: self.text(line) },
            Tag::Unit => EntryKind::Unit { name: self.name(line), unit: self.text(line) },
            Tag::Int | Tag::Uint | Tag::Float | Tag::Composite => {
                EntryKind::Sample(Sample { exposition: self.exposition, index: self.index })
            }
        }
    }

    /// The faults of this line.
    pub fn faults(&self) -> impl Iterator<Item = super::Fault<'e>> + use<'e> {
        let number = self.line();
        let first = self.exposition.faults.partition_point(|fault| (fault.entry as usize) < self.index);
        self.exposition.faults().skip(first).take_while(move |fault| fault.line() == number)
    }

    fn name(&self, line: &Line) -> Cow<'e, str> {
        let raw = self.exposition.str(line.name as usize, line.name_end as usize);
        if line.quoted { unescape(raw, true) } else { Cow::Borrowed(raw) }
    }

    /// The text of a metadata line: up to the end of the line for HELP, one token otherwise.
    fn text(&self, line: &Line) -> &'e str {
        if line.tag != Tag::Help {
            return self.exposition.token(line.value);
        }
        let text = self.exposition.str(line.value as usize, self.exposition.line_end(self.index));
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.strip_suffix('\r').unwrap_or(text)
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("line", &self.line()).field("kind", &self.kind()).finish()
    }
}
