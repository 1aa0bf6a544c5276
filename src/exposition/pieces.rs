//! A long text in pieces, which are read side by side and looked at as one.

use std::ops::Range;
use std::sync::OnceLock;

use super::parse::{LIMIT, parse_piece};
use super::tree::Before;
use super::{Entry, Exposition, Fault, Format, Prometheus, Sample, Verdict, verdict};

/// A text that is cut but not read yet.
pub(crate) struct CutText<'a> {
    body: &'a [u8],
    format: Format,
    pieces: Vec<Piece<'a>>,
}

/// A run of whole lines, with what many may ask of it and one finds out.
struct Piece<'a> {
    span: Range<usize>,
    line_feeds: OnceLock<usize>,
    exposition: OnceLock<Option<Exposition<'a>>>,
    is_plain: OnceLock<bool>,
}

impl<'a> CutText<'a> {
    /// Cuts a text in front of lines that begin the description of a metric, into pieces of this many bytes or a little more.
    pub(crate) fn of(body: &'a [u8], format: Format, size: usize) -> Self {
        let mut pieces = Vec::new();
        let mut start = 0;
        // What is too long to be read as one text has a fault that no piece of it shows.
        while body.len() < LIMIT && body.len() - start > size {
            let Some(end) = next_description(body, start + size) else { break };
            pieces.push(Piece::of(start..end));
            start = end;
        }
        pieces.push(Piece::of(start..body.len()));
        Self { body, format, pieces }
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Reads a piece, if that has not been done yet; none if it does not stand for itself.
    pub(crate) fn read(&self, number: usize) -> Option<&Exposition<'a>> {
        let piece = &self.pieces[number];
        let read = || {
            let lines = self.pieces[..number].iter().map(|piece| piece.line_feeds(self.body)).sum();
            let before = Before { lines, bytes: piece.span.start };
            let is_last = number + 1 == self.pieces.len();
            parse_piece(&self.body[piece.span.clone()], self.format, before, is_last)
        };
        piece.exposition.get_or_init(read).as_ref()
    }

    /// Whether each line of a piece is of the plainest kind.
    pub(crate) fn is_plain(&self, number: usize) -> bool {
        let is_plain = || self.read(number).is_some_and(Exposition::is_plain);
        *self.pieces[number].is_plain.get_or_init(is_plain)
    }

    /// The pieces as one text, if each of them stands for itself; a text of one piece always does.
    pub(crate) fn whole(&self) -> Option<Text<'_>> {
        let pieces: Option<Vec<_>> = (0..self.len()).map(|number| self.read(number)).collect();
        let pieces = pieces?;
        let is_plain = OnceLock::from((0..self.len()).all(|number| self.is_plain(number)));
        Some(Text { body: self.body, format: self.format, pieces, is_plain })
    }
}

impl Piece<'_> {
    fn of(span: Range<usize>) -> Self {
        Self { span, line_feeds: OnceLock::new(), exposition: OnceLock::new(), is_plain: OnceLock::new() }
    }

    /// How many lines it has, which those who read later pieces have to know.
    fn line_feeds(&self, body: &[u8]) -> usize {
        *self.line_feeds.get_or_init(|| memchr::memchr_iter(b'\n', &body[self.span.clone()]).count())
    }
}

/// Where the next line begins that is the first to describe a metric.
fn next_description(body: &[u8], from: usize) -> Option<usize> {
    let is_described =
        |at: &usize| [&b"# HELP "[..], b"# TYPE "].iter().any(|word| body[*at..].starts_with(word));
    let is_first = |at: &usize| {
        let start = memchr::memrchr(b'\n', &body[..at - 1]).map_or(0, |before| before + 1);
        body[start] != b'#'
    };
    let found = memchr::memmem::find_iter(&body[from..], b"\n# ").map(|at| from + at + 1);
    found.filter(is_described).find(is_first)
}

/// A text that was read, in one piece or in several.
pub(crate) struct Text<'e> {
    body: &'e [u8],
    format: Format,
    pieces: Vec<&'e Exposition<'e>>,
    is_plain: OnceLock<bool>,
}

impl<'e> Text<'e> {
    /// A text of one piece.
    pub(crate) fn of(exposition: &'e Exposition<'e>) -> Self {
        let (body, format) = (exposition.body(), exposition.format());
        Self { body, format, pieces: vec![exposition], is_plain: OnceLock::new() }
    }

    /// The bytes that were read.
    pub(crate) fn body(&self) -> &'e [u8] {
        self.body
    }

    /// Every comment, in order.
    pub(crate) fn comments(&self) -> impl Iterator<Item = Entry<'e>> + Clone {
        self.pieces.iter().flat_map(|piece| piece.comments())
    }

    /// Every line that describes a metric, in order.
    pub(crate) fn descriptions(&self) -> impl Iterator<Item = Entry<'e>> + Clone {
        self.pieces.iter().flat_map(|piece| piece.descriptions())
    }

    /// Every line that is a sample, in order.
    pub(crate) fn samples(&self) -> impl Iterator<Item = Sample<'e>> + Clone {
        self.pieces.iter().flat_map(|piece| piece.samples())
    }

    /// The entry of a line, counted from one.
    pub(crate) fn entry(&self, line: usize) -> Option<Entry<'e>> {
        let after = self.pieces.partition_point(|piece| piece.before.lines < line);
        self.pieces.get(after.checked_sub(1)?)?.entry(line)
    }

    /// Line and column of an offset into the body.
    pub(crate) fn place(&self, offset: usize) -> (usize, usize) {
        let after = self.pieces.partition_point(|piece| piece.before.bytes <= offset);
        let piece = self.pieces[after.max(1) - 1];
        piece.place(offset - piece.before.bytes)
    }

    /// Everything that is wrong, in the order of the lines.
    pub(crate) fn faults(&self) -> impl Iterator<Item = Fault<'e>> + Clone {
        self.pieces.iter().flat_map(|piece| piece.faults())
    }

    /// How many faults there are.
    pub(crate) fn fault_count(&self) -> usize {
        self.pieces.iter().map(|piece| piece.faults().len()).sum()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_faultless(&self) -> bool {
        self.pieces.iter().all(|piece| piece.is_faultless())
    }

    /// Whether each line is of the plainest kind, see [`Exposition::is_plain`].
    pub(crate) fn is_plain(&self) -> bool {
        *self.is_plain.get_or_init(|| self.pieces.iter().all(|piece| piece.is_plain()))
    }

    /// What a Prometheus server would make of the body.
    pub(crate) fn verdict(&self, by: Prometheus) -> Verdict {
        verdict(self.body, self.format, by)
    }
}
