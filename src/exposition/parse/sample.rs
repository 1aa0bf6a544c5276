//! Sample lines.

use super::Draft;
use super::grammar::{Parsed, Stop};
use super::number::{number, number_of};
use super::scan::{blank_length, is_blank, name_length, token_length};
use crate::exposition::FaultKind;
use crate::exposition::tree::{ExemplarSpan, Extra, Line, Run, Tag};
use crate::model::Number;

impl<'a> Draft<'a> {
    /// A sample: name, labels, value and what may follow.
    #[inline(always)]
    pub(super) fn sample(&mut self, input: &'a [u8], mut line: Line) -> Parsed<'a, ()> {
        let (rest, ()) = self.series(input, &mut line)?;
        line.value = self.offset(rest);
        let rest = if self.grammar.second && rest.first() == Some(&b'{') {
            self.composite_sample(rest, &mut line)?.0
        } else {
            let (rest, number) = number(rest, self.grammar)?;
            (line.tag, line.bits) = match number {
                Number::Int(value) => (Tag::Int, value as u64),
                Number::Uint(value) => (Tag::Uint, value),
                Number::Float(value) => (Tag::Float, value.to_bits()),
            };
            rest
        };
        let rest = match rest {
            [b'\n', after @ ..] => after,
            _ => self.tail(rest, &mut line)?.0,
        };
        self.tree.lines.push(line);
        Ok((rest, ()))
    }

    /// Name and labels, and the gap after them.
    #[inline(always)]
    fn series(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let length = name_length::<true>(input);
        let (name, rest) = input.split_at(length);
        if name.first().is_none_or(u8::is_ascii_digit) {
            return self.series_in_braces(input, line);
        }
        line.name = self.offset(input);
        line.name_end = line.name + length as u32;
        match rest {
            [b'{', labels @ ..] => {
                let (rest, ()) = self.labels::<false>(labels, line)?;
                self.gap_after_braces(rest)
            }
            [blank, ..] if is_blank(*blank) => self.gap_after_name(rest, line),
            [] | [b'\n' | b'\r', ..] => Stop::at(FaultKind::ValueMissing, rest),
            _ => Stop::at(FaultKind::NameInvalid, input),
        }
    }

    /// A series whose name, if it has one, stands inside the braces.
    fn series_in_braces(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        match input {
            [b'{', labels @ ..] => {
                let (rest, ()) = self.labels::<false>(labels, line)?;
                if line.name_end == 0 {
                    return Stop::at(FaultKind::NameMissing, input);
                }
                self.gap_after_braces(rest)
            }
            [b'"', ..] => Stop::at(FaultKind::NameOutsideBraces, input),
            [first, ..] if first.is_ascii_digit() || !first.is_ascii() => {
                Stop::at(FaultKind::NameInvalid, input)
            }
            _ => Stop::at(FaultKind::NameMissing, input),
        }
    }

    /// After a bare name; in the Prometheus formats braces may still come.
    fn gap_after_name(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let (rest, _) = self.gap(input)?;
        match rest {
            [b'{', labels @ ..] if !self.grammar.openmetrics => {
                let (rest, ()) = self.labels::<false>(labels, line)?;
                self.gap_after_braces(rest)
            }
            _ => Ok((rest, ())),
        }
    }

    /// After a closing brace, which in the Prometheus formats needs no blank to end.
    #[inline(always)]
    fn gap_after_braces(&mut self, input: &'a [u8]) -> Parsed<'a, ()> {
        let (rest, found) = self.gap(input)?;
        // Where the line ends the value is missing, and no space.
        if !found && self.grammar.openmetrics && !matches!(rest, [] | [b'\n' | b'\r', ..]) {
            self.note_at(FaultKind::Spacing, rest, 0);
        }
        Ok((rest, ()))
    }

    /// The next token of the line, or `false` at its end.
    fn next_token(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        let after = &input[blank_length(input)..];
        if matches!(after, [] | [b'\n' | b'\r', ..]) {
            // Blanks here stand at the end of the line and are judged there.
            return Ok((input, false));
        }
        match self.gap(input)? {
            (rest, true) => Ok((rest, true)),
            (rest, false) => Stop::at(FaultKind::TrailingText, rest),
        }
    }

    /// Everything after the value: timestamp, start time, exemplars, the end of the line.
    fn tail(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let mut extra = self.tree.extras.last().filter(|_| line.extra).copied().unwrap_or_default();
        let (mut rest, mut more) = self.next_token(input)?;
        if more && !matches!(rest[0], b'#' | b's') {
            extra.timestamp = self.offset(rest);
            (rest, more) = self.timestamp(rest)?;
        }
        if more
            && self.grammar.second
            && let Some(time) = rest.strip_prefix(b"st@")
        {
            extra.start_time = self.offset(time);
            (rest, more) = self.timestamp(time)?;
        }
        if more && rest[0] == b'#' && self.grammar.openmetrics {
            extra.exemplars.start = self.tree.exemplars.len() as u32;
            (rest, more) = self.exemplars(rest)?;
            extra.exemplars.end = self.tree.exemplars.len() as u32;
        }
        if more {
            return Stop::at(FaultKind::TrailingText, rest);
        }
        let (rest, ()) = self.end_of_line(rest)?;
        self.keep_extra(extra, line);
        Ok((rest, ()))
    }

    /// Puts what few samples have beside the line.
    pub(super) fn keep_extra(&mut self, extra: Extra, line: &mut Line) {
        if line.extra {
            self.tree.extras.pop();
        }
        let Extra { timestamp, start_time, exemplars, fields, .. } = extra;
        line.extra = timestamp != 0 || start_time != 0 || exemplars.end != 0 || fields.end != 0;
        if line.extra {
            self.tree.extras.push(Extra { line: self.tree.lines.len() as u32, ..extra });
        }
    }

    /// A timestamp, and whether another token follows.
    fn timestamp(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        let (token, rest) = input.split_at(token_length(input));
        let verdict = if self.grammar.openmetrics { self.seconds(token) } else { milliseconds(token) };
        match verdict {
            Ok(()) => self.next_token(rest),
            Err(kind) => Stop::at(kind, input),
        }
    }

    fn seconds(&self, token: &[u8]) -> Result<(), FaultKind> {
        match number_of(token, self.grammar) {
            Ok(number) if number.as_f64().is_finite() => Ok(()),
            Err(FaultKind::ValueRange) => Err(FaultKind::TimestampRange),
            Ok(_) | Err(_) => Err(FaultKind::Timestamp),
        }
    }

    /// Exemplars from the first `#` on, and whether another token follows.
    fn exemplars(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        let (mut rest, mut more) = self.exemplar(input)?;
        while more && rest[0] == b'#' {
            if !self.grammar.second {
                self.note_at(FaultKind::ExemplarTwice, rest, 1);
            }
            (rest, more) = self.exemplar(rest)?;
        }
        Ok((rest, more))
    }

    fn exemplar(&mut self, input: &'a [u8]) -> Parsed<'a, bool> {
        let [b'#', after @ ..] = input else { return Stop::at(FaultKind::Exemplar, input) };
        let (braces, found) = self.gap(after)?;
        let [b'{', labels @ ..] = braces else { return Stop::at(FaultKind::Exemplar, input) };
        if !found {
            self.note_at(FaultKind::Spacing, braces, 0);
        }
        let start = self.tree.exemplar_labels.len() as u32;
        // An exemplar has no name of its own, so the line that it could name is not this one.
        let (rest, ()) = self.labels::<true>(labels, &mut Line::starting_at(0, 0))?;
        let close = self.offset(rest) - 1;
        let (rest, ()) = self.gap_after_braces(rest)?;
        if matches!(rest, [] | [b'\n' | b'\r', ..]) {
            return Stop::at(FaultKind::ValueMissing, rest);
        }
        let mut exemplar = ExemplarSpan {
            braces: Run { start: self.offset(braces), end: close },
            labels: Run { start, end: self.tree.exemplar_labels.len() as u32 },
            value: self.offset(rest),
            timestamp: 0,
            number: Number::Int(0),
        };
        let (rest, number) = number(rest, self.grammar)?;
        exemplar.number = number;
        let (mut rest, mut more) = self.next_token(rest)?;
        if more && rest[0] != b'#' {
            exemplar.timestamp = self.offset(rest);
            (rest, more) = self.timestamp(rest)?;
        } else if self.grammar.second {
            self.note_at(FaultKind::ExemplarTimestamp, rest, 0);
        }
        self.tree.exemplars.push(exemplar);
        Ok((rest, more))
    }
}

/// What Go's `ParseInt` takes: 64 bits in base ten, with a sign if it likes.
fn milliseconds(token: &[u8]) -> Result<(), FaultKind> {
    let unsigned = token.strip_prefix(b"-").or_else(|| token.strip_prefix(b"+")).unwrap_or(token);
    if unsigned.is_empty() || !unsigned.iter().all(u8::is_ascii_digit) {
        return Err(FaultKind::Timestamp);
    }
    let parsed = std::str::from_utf8(token).ok().and_then(|text| text.parse::<i64>().ok());
    parsed.map(drop).ok_or(FaultKind::TimestampRange)
}
