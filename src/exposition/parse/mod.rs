//! The text parser: from bytes to the borrowed tree, line by line.
//!
//! Each parser is a nom function over the rest of the body; its error is nothing but a kind and a position. What
//! decides the speed are the leaves in `scan`, `number` and `labels`, which look at bytes; combinators
//! put lines together.
//!
//! A fault is *soft* where the rest of the line still has one meaning: it is noted and reading goes on. Any other
//! makes the line broken, and reading starts again behind the next line feed.

mod composite;
mod grammar;
mod labels;
mod metadata;
mod number;
mod sample;
mod scan;
#[cfg(test)]
mod tests;

use grammar::{Grammar, Parsed, Stop};
use scan::{blank_length, line_length};

use super::tree::{Before, FaultSpan, Line, Tag};
use super::{Exposition, FaultKind, Format};
use crate::model::Number;

pub(in crate::exposition) use scan::{is_same, token_length};

/// A body of this length and more is cut, so that offsets fit 31 bits.
pub(in crate::exposition) const LIMIT: usize = (1 << 31) - 1;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads an exposition in one of the text formats.
///
/// Never fails and never panics, whatever the bytes: what is wrong is among the [faults](Exposition::faults), all of
/// them in one pass, and a bad line never hides a good one. Time and memory are linear in the length of the body.
///
/// The grammars are those of the Prometheus exposition formats 0.0.4 and 1.0.0, OpenMetrics 1.0 and OpenMetrics
/// 2.0 (release candidate 0). Quoted UTF-8 names are read in all of them. [`Format::PrometheusProtobuf`] is no
/// text: its body is one broken line.
#[must_use]
pub fn parse(body: &[u8], format: Format) -> Exposition<'_> {
    let mut draft = Draft::new(body, format);
    if format.is_text() {
        draft.read();
        draft.finish();
    } else {
        draft.note(FaultKind::NotText, 0, 0);
        draft.tree.lines.push(Line::starting_at(0, 0));
    }
    draft.tree
}

/// Reads a piece of a text, whole lines of it; none if it does not begin with a description, or ends the text too early.
pub(in crate::exposition) fn parse_piece(
    piece: &[u8],
    format: Format,
    before: Before,
    is_last: bool,
) -> Option<Exposition<'_>> {
    let mut draft = Draft::new(piece, format);
    draft.tree.before = before;
    draft.read();
    if is_last {
        draft.finish();
    } else if draft.ended {
        return None;
    }
    let begins = || draft.tree.lines.first().is_some_and(|line| matches!(line.tag, Tag::Help | Tag::Type));
    (before.bytes == 0 || begins()).then_some(draft.tree)
}

/// The number that a decimal token is, by the grammar of OpenMetrics.
pub(in crate::exposition) fn decimal(token: &str) -> Option<Number> {
    number::number_of(token.as_bytes(), Grammar::from(Format::OpenMetricsText)).ok()
}

/// The double that a token is to Go's `ParseFloat`, by which Prometheus reads numbers.
pub(in crate::exposition) fn go_float(token: &[u8]) -> Result<f64, FaultKind> {
    number::number_of(token, Grammar::from(Format::PrometheusText)).map(Number::as_f64)
}

/// A tree under construction.
struct Draft<'a> {
    tree: Exposition<'a>,
    grammar: Grammar,
    /// The length of what is read, from which parsers know where they are.
    total: usize,
    /// Whether `# EOF` was met.
    ended: bool,
}

impl Line {
    fn starting_at(start: u32, labels: u32) -> Self {
        Self {
            bits: 0,
            start,
            name: 0,
            name_end: 0,
            labels,
            value: 0,
            tag: Tag::Broken,
            quoted: false,
            extra: false,
        }
    }
}

impl<'a> Draft<'a> {
    fn new(body: &'a [u8], format: Format) -> Self {
        // Hardly a body has more; to grow would mean to copy, and memory that is not used is never touched.
        let (lines, labels) =
            if format.is_text() { (body.len() / 60 + 4, body.len() / 18 + 4) } else { (1, 0) };
        let tree = Exposition {
            body,
            before: Before::default(),
            text: std::str::from_utf8(body).ok(),
            format,
            lines: Vec::with_capacity(lines),
            labels: Vec::with_capacity(labels),
            extras: Vec::new(),
            exemplars: Vec::new(),
            exemplar_labels: Vec::new(),
            fields: Vec::new(),
            items: Vec::new(),
            faults: Vec::new(),
        };
        Self { tree, grammar: Grammar::from(format), total: body.len().min(LIMIT), ended: false }
    }

    /// Where in the body the input begins.
    #[inline(always)]
    fn offset(&self, input: &[u8]) -> u32 {
        (self.total - input.len()) as u32
    }

    /// Notes a fault in the line that is being read.
    #[cold]
    fn note(&mut self, kind: FaultKind, start: usize, end: usize) {
        let entry = self.tree.lines.len() as u32;
        self.tree.faults.push(FaultSpan { kind, entry, start: start as u32, end: end as u32 });
    }

    /// Notes a fault in the first bytes of the input.
    #[cold]
    fn note_at(&mut self, kind: FaultKind, input: &[u8], length: usize) {
        let start = self.total - input.len();
        self.note(kind, start, start + length);
    }

    fn read(&mut self) {
        let mut rest = &self.tree.body[..self.total];
        if rest.starts_with(BYTE_ORDER_MARK) {
            self.note_at(FaultKind::ByteOrderMark, rest, BYTE_ORDER_MARK.len());
            rest = &rest[BYTE_ORDER_MARK.len()..];
        }
        let mut start = 0;
        while start < self.total {
            let labels = self.tree.labels.len();
            let line = Line::starting_at(start as u32, labels as u32);
            rest = match self.checked_line(rest, line) {
                Ok((after, ())) => after,
                Err(nom::Err::Error(stop) | nom::Err::Failure(stop)) => {
                    self.tree.labels.truncate(labels);
                    self.break_line(line, rest, stop)
                }
                // No parser of this room is a streaming one.
                Err(nom::Err::Incomplete(_)) => {
                    self.break_line(line, rest, Stop { kind: FaultKind::TrailingText, left: rest.len() })
                }
            };
            start = self.total - rest.len();
        }
    }

    /// What is wrong with the end of the body.
    fn finish(&mut self) {
        let total = self.total;
        if self.tree.body.len() > total {
            self.note(FaultKind::TooLong, total, total);
            self.tree.lines.push(Line::starting_at(total as u32, self.tree.labels.len() as u32));
        } else if self.grammar.openmetrics {
            if !self.ended {
                self.note(FaultKind::MissingEof, total, total);
            }
        } else if !self.tree.body.is_empty() && !self.tree.body.ends_with(b"\n") {
            self.note(FaultKind::MissingFinalNewline, total, total);
            if let Some(fault) = self.tree.faults.last_mut() {
                // The fault belongs to the line that lacks its end, not to one after it.
                fault.entry -= 1;
            }
        }
    }

    /// Puts a line that cannot be read among the others. Gives back what comes after it.
    #[cold]
    fn break_line(&mut self, line: Line, input: &'a [u8], stop: Stop) -> &'a [u8] {
        let start = self.total - stop.left;
        let found = &self.tree.body[start..self.total];
        self.note(stop.kind, start, start + extent(found));
        self.tree.lines.push(line);
        after_line(input)
    }

    /// A line whose bytes are proven to be UTF-8 first, if that is not known of the whole body.
    #[inline(always)]
    fn checked_line(&mut self, input: &'a [u8], line: Line) -> Parsed<'a, ()> {
        if self.tree.text.is_none() {
            let bytes = &input[..line_length(input)];
            if let Err(error) = std::str::from_utf8(bytes) {
                return self.line_in_no_encoding(input, line, error);
            }
        }
        self.line(input, line)
    }

    /// A line that is not UTF-8 is broken, but for a comment, which says nothing anyway.
    #[cold]
    fn line_in_no_encoding(
        &mut self,
        input: &'a [u8],
        mut line: Line,
        error: std::str::Utf8Error,
    ) -> Parsed<'a, ()> {
        let length = error.error_len().unwrap_or(input.len() - error.valid_up_to()).min(4);
        self.note_at(FaultKind::InvalidUtf8, &input[error.valid_up_to()..], length);
        if !self.grammar.openmetrics && metadata::is_comment(input) {
            line.tag = Tag::Comment;
        }
        self.tree.lines.push(line);
        Ok((after_line(input), ()))
    }

    #[inline(always)]
    fn line(&mut self, input: &'a [u8], line: Line) -> Parsed<'a, ()> {
        match input.first() {
            Some(b'#') => self.directive(input, line),
            Some(b' ' | b'\t' | b'\n' | b'\r') => self.indented(input, line),
            Some(_) => self.sample(input, line),
            None => self.blank(input, line),
        }
    }

    /// A line that begins with a blank or has nothing in it.
    fn indented(&mut self, input: &'a [u8], line: Line) -> Parsed<'a, ()> {
        let blanks = blank_length(input);
        let rest = &input[blanks..];
        match rest {
            [] | [b'\n' | b'\r', ..] => return self.blank(input, line),
            _ if self.grammar.openmetrics => self.note_at(FaultKind::Spacing, input, blanks),
            _ => {}
        }
        if rest[0] == b'#' { self.directive(rest, line) } else { self.sample(rest, line) }
    }

    fn blank(&mut self, input: &'a [u8], mut line: Line) -> Parsed<'a, ()> {
        let blanks = blank_length(input);
        if self.grammar.openmetrics && !self.ended {
            self.note_at(FaultKind::BlankLine, input, blanks);
        }
        let (rest, ()) = self.end_of_line(&input[blanks..])?;
        line.tag = Tag::Blank;
        self.tree.lines.push(line);
        Ok((rest, ()))
    }

    /// The line feed and what may stand before it.
    #[inline(always)]
    fn end_of_line(&mut self, input: &'a [u8]) -> Parsed<'a, ()> {
        match input {
            [b'\n', rest @ ..] => Ok((rest, ())),
            _ => self.odd_end_of_line(input),
        }
    }

    fn odd_end_of_line(&mut self, input: &'a [u8]) -> Parsed<'a, ()> {
        let blanks = blank_length(input);
        if blanks > 0 && self.grammar.openmetrics {
            self.note_at(FaultKind::Spacing, input, blanks);
        }
        match &input[blanks..] {
            [] => Ok((&[], ())),
            [b'\n', rest @ ..] => Ok((rest, ())),
            rest @ ([b'\r'] | [b'\r', b'\n', ..]) => {
                self.note_at(FaultKind::CarriageReturn, rest, 1);
                Ok((rest.get(2..).unwrap_or_default(), ()))
            }
            rest => Stop::at(FaultKind::TrailingText, rest),
        }
    }

    /// The blanks between two tokens; `false` if there are none.
    #[inline(always)]
    fn gap(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        match input {
            [b' ', next, ..] if !scan::is_blank(*next) => Ok((&input[1..], true)),
            _ => self.odd_gap(input),
        }
    }

    fn odd_gap(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        let blanks = blank_length(input);
        if self.grammar.openmetrics && !matches!(&input[..blanks], [] | [b' ']) {
            self.note_at(FaultKind::Spacing, input, blanks);
        }
        Ok((&input[blanks..], blanks > 0))
    }
}

/// What comes after the line at the start of the input.
fn after_line(input: &[u8]) -> &[u8] {
    input.get(line_length(input) + 1..).unwrap_or_default()
}

/// How much of the input to show for a fault at its start: a token, or one character that separates tokens.
fn extent(input: &[u8]) -> usize {
    let is_separator = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'{' | b'}' | b'=');
    match input.iter().position(is_separator) {
        Some(0) => usize::from(input[0] != b'\n'),
        Some(length) => length,
        None => input.len(),
    }
}
