//! Everything between the braces of a sample or an exemplar.

use super::Draft;
use super::grammar::{Parsed, Stop};
use super::scan::{blank_length, name_length, plain_length};
use crate::exposition::FaultKind;
use crate::exposition::tree::{ESCAPED, LabelSpan, Line};

/// The end of a quoted string.
struct Closing {
    /// The offset of the closing quote.
    at: u32,
    escaped: bool,
}

/// What an unusual turn in a label list led to.
enum Turn {
    /// A label, or the metric name, was read.
    Item,
    /// The list is closed.
    Closed,
}

impl<'a> Draft<'a> {
    /// The labels behind an opening brace, up to and with the closing one.
    ///
    /// A quoted metric name among them becomes the name of the line.
    #[inline(always)]
    pub(super) fn labels<const EXEMPLAR: bool>(
        &mut self,
        input: &'a [u8],
        line: &mut Line,
    ) -> Parsed<'a, ()> {
        let mut rest = input;
        let mut first = true;
        loop {
            // Nearly every label is `name="value"` with nothing odd in it.
            let length = name_length::<false>(rest);
            let (name, after) = rest.split_at(length);
            match after {
                [b'=', b'"', value @ ..] if name.first().is_some_and(|byte| !byte.is_ascii_digit()) => {
                    let (after, closing) = self.string(value)?;
                    self.keep::<EXEMPLAR>(rest, value, &closing);
                    rest = after;
                }
                _ => {
                    let (after, turn) = self.odd_label::<EXEMPLAR>(rest, line, first)?;
                    rest = after;
                    if matches!(turn, Turn::Closed) {
                        break;
                    }
                }
            }
            first = false;
            match rest {
                [b',', after @ ..] => rest = after,
                [b'}', after @ ..] => {
                    rest = after;
                    break;
                }
                _ => {
                    let (after, turn) = self.odd_separator(rest)?;
                    rest = after;
                    if matches!(turn, Turn::Closed) {
                        break;
                    }
                }
            }
        }
        Ok((rest, ()))
    }

    #[inline(always)]
    fn keep<const EXEMPLAR: bool>(&mut self, name: &[u8], value: &[u8], closing: &Closing) {
        let end = if closing.escaped { closing.at | ESCAPED } else { closing.at };
        let span = LabelSpan { name: self.offset(name), value: self.offset(value), end };
        if EXEMPLAR {
            self.tree.exemplar_labels.push(span);
        } else {
            self.tree.labels.push(span);
        }
    }

    /// A string behind its opening quote, up to and with the closing one.
    #[inline(always)]
    fn string(&mut self, input: &'a [u8]) -> Parsed<'a, Closing> {
        let (plain, rest) = input.split_at(plain_length(input));
        match rest {
            [b'"', after @ ..] => {
                Ok((after, Closing { at: self.offset(input) + plain.len() as u32, escaped: false }))
            }
            _ => self.escaped_string(input, rest),
        }
    }

    /// A string from its first backslash on.
    fn escaped_string(&mut self, input: &'a [u8], backslash: &'a [u8]) -> Parsed<'a, Closing> {
        let mut rest = backslash;
        loop {
            match rest {
                [b'"', after @ ..] => return Ok((after, Closing { at: self.offset(rest), escaped: true })),
                [b'\\', escaped, after @ ..] if *escaped != b'\n' => {
                    if !self.grammar.openmetrics && !matches!(escaped, b'\\' | b'"' | b'n') {
                        self.note_at(FaultKind::Escape, rest, 2);
                    }
                    rest = &after[plain_length(after)..];
                }
                // The quote before the string is what has no counterpart.
                _ => {
                    return Err(nom::Err::Error(Stop {
                        kind: FaultKind::Unterminated,
                        left: input.len() + 1,
                    }));
                }
            }
        }
    }

    /// A quoted name behind its opening quote.
    pub(super) fn quoted_name(&mut self, input: &'a [u8]) -> Parsed<'a, u32> {
        let (rest, closing) = self.string(input)?;
        if closing.at == self.offset(input) {
            return Stop::at(FaultKind::NameEmpty, input);
        }
        Ok((rest, closing.at))
    }

    /// Blanks inside braces, which only the Prometheus formats allow.
    fn padding(&mut self, input: &'a [u8]) -> &'a [u8] {
        let blanks = blank_length(input);
        if blanks > 0 && self.grammar.openmetrics {
            self.note_at(FaultKind::Spacing, input, blanks);
        }
        &input[blanks..]
    }

    /// A label with blanks or a quoted name, the metric name, the closing brace, or what should not be there.
    fn odd_label<const EXEMPLAR: bool>(
        &mut self,
        input: &'a [u8],
        line: &mut Line,
        first: bool,
    ) -> Parsed<'a, Turn> {
        let name = self.padding(input);
        let (name, after) = match name {
            [b'}', after @ ..] => {
                if !first && self.grammar.openmetrics {
                    self.note_at(FaultKind::TrailingComma, name, 0);
                }
                return Ok((after, Turn::Closed));
            }
            [b'"', quoted @ ..] => {
                let (after, end) = self.quoted_name(quoted)?;
                let after = self.padding(after);
                if !matches!(after, [b'=', ..]) {
                    return self.metric_name::<EXEMPLAR>(name, after, line, end, first);
                }
                (quoted, after)
            }
            _ => {
                let length = name_length::<false>(name);
                if length == 0 || name[0].is_ascii_digit() {
                    return Stop::at(FaultKind::LabelName, name);
                }
                (name, self.padding(&name[length..]))
            }
        };
        let [b'=', after @ ..] = after else {
            // What ends at the `=` as one word was meant as the name.
            let word = super::extent(name);
            let is_name = word > name.len() - after.len() && name.get(word) == Some(&b'=');
            return if is_name && !name[..word].contains(&b'"') {
                Stop::at(FaultKind::LabelName, name)
            } else {
                Stop::at(FaultKind::LabelEquals, after)
            };
        };
        let after = self.padding(after);
        let [b'"', value @ ..] = after else { return Stop::at(FaultKind::LabelQuote, after) };
        let (rest, closing) = self.string(value)?;
        self.keep::<EXEMPLAR>(name, value, &closing);
        Ok((rest, Turn::Item))
    }

    /// A quoted string without a value names the metric.
    fn metric_name<const EXEMPLAR: bool>(
        &mut self,
        quote: &'a [u8],
        after: &'a [u8],
        line: &mut Line,
        end: u32,
        first: bool,
    ) -> Parsed<'a, Turn> {
        if EXEMPLAR {
            return Stop::at(FaultKind::LabelEquals, after);
        }
        if line.name_end != 0 {
            return Stop::at(FaultKind::NameTwice, quote);
        }
        let start = self.offset(quote) + 1;
        if self.grammar.second && !first {
            self.note_at(FaultKind::NameNotFirst, quote, (end - start) as usize + 2);
        }
        (line.name, line.name_end, line.quoted) = (start, end, true);
        Ok((after, Turn::Item))
    }

    /// What stands between two labels when it is not just a comma.
    fn odd_separator(&mut self, input: &'a [u8]) -> Parsed<'a, Turn> {
        let rest = &input[blank_length(input)..];
        match rest {
            [b',' | b'}', ..] => {
                let turn = if rest[0] == b',' { Turn::Item } else { Turn::Closed };
                Ok((&self.padding(input)[1..], turn))
            }
            // Another label: the comma is missing, but nothing else is in doubt.
            _ if begins_label(rest) => {
                self.note_at(FaultKind::CommaMissing, rest, super::extent(rest));
                Ok((rest, Turn::Item))
            }
            _ => Stop::at(FaultKind::LabelSeparator, rest),
        }
    }
}

/// Whether a label stands there, or a quoted name; a value behind braces that are not closed is none.
fn begins_label(input: &[u8]) -> bool {
    let length = name_length::<false>(input);
    let after = &input[length..];
    match input.first() {
        Some(b'"') => true,
        Some(first) => {
            length > 0 && !first.is_ascii_digit() && after[blank_length(after)..].first() == Some(&b'=')
        }
        None => false,
    }
}
