//! The tokens that both text parsers of Prometheus have in common.

use std::borrow::Cow;

use super::Stop;
use crate::exposition::parse::go_float;
use crate::exposition::tree::unescape;

/// A place in a body.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Whether a line feed stands behind the body, as the parser of the text format adds one.
    pub(super) ends_in_line_feed: bool,
}

/// Where a quoted string stands, which decides over what may be in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Quoted {
    /// A name: no NUL.
    Name,
    /// A value of the text format: anything.
    Value,
    /// A value of OpenMetrics: no line feed.
    Line,
    /// A name or a value in an exemplar: neither NUL nor line feed.
    Exemplar,
}

impl<'a> Cursor<'a> {
    /// The byte at hand.
    pub(super) fn peek(&self) -> Option<u8> {
        match self.bytes.get(self.at) {
            Some(&byte) => Some(byte),
            None => (self.ends_in_line_feed && self.at == self.bytes.len()).then_some(b'\n'),
        }
    }

    /// Passes the byte at hand if it is that one.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes a text if it is at hand.
    pub(super) fn take_text(&mut self, text: &[u8]) -> bool {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text));
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// Passes everything before the first byte that `ends` says is none of it.
    pub(super) fn run(&mut self, ends: impl Fn(u8) -> bool) -> &'a [u8] {
        let start = self.at.min(self.bytes.len());
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| ends(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn blanks(&mut self) -> usize {
        self.run(|byte| !matches!(byte, b' ' | b'\t')).len()
    }

    /// Passes a name that stands without quotes; `colon` for those of metrics.
    pub(super) fn name(&mut self, colon: bool) -> Option<&'a [u8]> {
        let first = self.peek()?;
        if !(first.is_ascii_alphabetic() || first == b'_' || colon && first == b':') {
            return None;
        }
        Some(self.run(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || colon && byte == b':')))
    }

    /// Passes a string in double quotes, and gives back what stands between them.
    pub(super) fn quoted(&mut self, place: Quoted) -> Option<&'a [u8]> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let takes_nul = matches!(place, Quoted::Value | Quoted::Line);
        let is_one_line = matches!(place, Quoted::Line | Quoted::Exemplar);
        let start = self.at + 1;
        let mut at = start;
        let mut is_escaped = false;
        loop {
            match self.bytes.get(at)? {
                // The lexer passes over it before it looks, so that it is not what a backslash escapes either.
                0 if takes_nul => {}
                0 => return None,
                b'\n' if is_escaped || is_one_line => return None,
                _ if is_escaped => is_escaped = false,
                b'"' => break,
                b'\\' => is_escaped = true,
                _ => {}
            }
            at += 1;
        }
        self.at = at + 1;
        Some(&self.bytes[start..at])
    }

    /// The number that a token is: what Go's `ParseFloat` takes, without the forms that it learned late.
    pub(super) fn float(&self, token: &[u8], start: usize) -> Result<f64, Stop> {
        // A number of many digits is recognised by its first ones.
        let shown = || match token.get(..40) {
            Some(first) if token.len() > 40 => format!("{}…", String::from_utf8_lossy(first)),
            _ => String::from_utf8_lossy(token).into_owned(),
        };
        if token.iter().any(|byte| matches!(byte, b'p' | b'P' | b'_')) {
            return Stop::at(start, format!("unsupported character in the number `{}`", shown()));
        }
        match go_float(token) {
            // Whatever NaN was written, one and the same is stored.
            Ok(value) if value.is_nan() => Ok(f64::NAN),
            Ok(value) => Ok(value),
            Err(kind) => Stop::at(start, format!("{kind}, found `{}`", shown())),
        }
    }
}

/// The label value that stands between quotes, which must be UTF-8.
pub(super) fn value(raw: &[u8], at: usize) -> Result<Cow<'_, str>, Stop> {
    match std::str::from_utf8(raw) {
        Ok(text) => Ok(unescape(text, true)),
        Err(_) => Stop::at(at, "a label value is not valid UTF-8"),
    }
}

/// The name that stands between quotes. Of one that is not UTF-8 the parser says nothing; whoever takes the sample refuses it.
pub(super) fn name<'a>(raw: &'a [u8], flaw: &mut Option<Flaw>) -> Cow<'a, str> {
    match std::str::from_utf8(raw) {
        Ok(text) => unescape(text, true),
        Err(_) => {
            *flaw = Some("a name is not valid UTF-8");
            Cow::Owned(String::from_utf8_lossy(raw).into_owned())
        }
    }
}

/// What is wrong with a sample that its parser lets pass.
pub(super) type Flaw = &'static str;
