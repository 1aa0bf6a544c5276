//! Lines that begin with `#`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::value;

use super::Draft;
use super::grammar::{Parsed, Stop};
use super::scan::{blank_length, is_blank, line_length, name_length, token_length};
use crate::exposition::FaultKind;
use crate::exposition::tree::{Line, Tag};

const PROMETHEUS_TYPES: [&[u8]; 5] = [b"counter", b"gauge", b"histogram", b"summary", b"untyped"];

const OPENMETRICS_TYPES: [&[u8]; 8] =
    [b"counter", b"gauge", b"histogram", b"gaugehistogram", b"stateset", b"info", b"summary", b"unknown"];

/// The keywords of the Prometheus formats. The blank after `#` is part of them: `#HELP` is a comment.
fn prometheus_keyword(input: &[u8]) -> Parsed<'_, Tag> {
    let blanks = blank_length(input);
    if blanks == 0 {
        return Stop::at(FaultKind::Comment, input);
    }
    ended(alt((value(Tag::Help, tag("HELP")), value(Tag::Type, tag("TYPE")))).parse(&input[blanks..])?)
}

fn openmetrics_keyword(input: &[u8]) -> Parsed<'_, Tag> {
    let keyword = alt((
        value(Tag::Help, tag("HELP")),
        value(Tag::Type, tag("TYPE")),
        value(Tag::Unit, tag("UNIT")),
        value(Tag::Eof, tag("EOF")),
    ));
    ended((tag(" "), keyword).map(|(_, keyword)| keyword).parse(input)?)
}

/// A keyword is a whole token.
fn ended((rest, keyword): (&[u8], Tag)) -> Parsed<'_, Tag> {
    match rest {
        [] | [b' ' | b'\t' | b'\n' | b'\r', ..] => Ok((rest, keyword)),
        _ => Stop::at(FaultKind::Comment, rest),
    }
}

/// Whether a line of a Prometheus text is a comment.
pub(super) fn is_comment(input: &[u8]) -> bool {
    let line = &input[blank_length(input)..];
    matches!(line, [b'#', after @ ..] if prometheus_keyword(after).is_err())
}

impl<'a> Draft<'a> {
    /// A line that begins with `#`.
    pub(super) fn directive(&mut self, input: &'a [u8], mut line: Line) -> Parsed<'a, ()> {
        let after = &input[1..];
        let keyword =
            if self.grammar.openmetrics { openmetrics_keyword(after) } else { prometheus_keyword(after) };
        let Ok((rest, keyword)) = keyword else { return self.comment(input, line) };
        line.tag = keyword;
        let rest = match keyword {
            Tag::Eof => self.end_of_line(rest)?.0,
            _ => self.metadata(rest, &mut line)?.0,
        };
        self.tree.lines.push(line);
        if keyword == Tag::Eof && !self.ended {
            self.ended = true;
            if !rest.is_empty() {
                self.note_at(FaultKind::AfterEof, rest, line_length(rest));
            }
        }
        Ok((rest, ()))
    }

    fn comment(&mut self, input: &'a [u8], mut line: Line) -> Parsed<'a, ()> {
        if self.grammar.openmetrics {
            let start = if input.starts_with(b"# ") { &input[2..] } else { input };
            self.note_at(FaultKind::Comment, start, token_length(start));
        }
        line.tag = Tag::Comment;
        self.tree.lines.push(line);
        Ok((super::after_line(input), ()))
    }

    /// The name and the text of a metadata line.
    fn metadata(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let (name, _) = self.gap(input)?;
        let (rest, ()) = self.metadata_name(name, line)?;
        match line.tag {
            Tag::Help => self.help(rest, line),
            Tag::Type => self.type_word(rest, line),
            _ => self.unit(rest, line),
        }
    }

    fn metadata_name(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        if let [b'"', quoted @ ..] = input {
            let (rest, end) = self.quoted_name(quoted)?;
            (line.name, line.name_end, line.quoted) = (self.offset(quoted), end, true);
            return Ok((rest, ()));
        }
        let length = name_length::<true>(input);
        line.name = self.offset(input);
        line.name_end = line.name + length as u32;
        match &input[length..] {
            [] | [b' ' | b'\t' | b'\n' | b'\r', ..] if length == 0 => {
                Stop::at(FaultKind::MetadataName, input)
            }
            rest @ ([] | [b' ' | b'\t' | b'\n' | b'\r', ..]) if !input[0].is_ascii_digit() => Ok((rest, ())),
            _ => Stop::at(FaultKind::NameInvalid, input),
        }
    }

    /// The description: everything up to the end of the line.
    fn help(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let text = if self.grammar.openmetrics {
            // A second space belongs to the text.
            let [b' ', text @ ..] = input else { return Stop::at(FaultKind::MetadataText, input) };
            text
        } else {
            &input[blank_length(input)..]
        };
        line.value = self.offset(text);
        let (text, rest) = text.split_at(line_length(text));
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if !self.grammar.openmetrics {
            self.help_escapes(text, line.value as usize);
        }
        if matches!(self.tree.body.get(line.value as usize + text.len()), Some(b'\r')) {
            let end = line.value as usize + text.len();
            self.note(FaultKind::CarriageReturn, end, end + 1);
        }
        Ok((rest.get(1..).unwrap_or_default(), ()))
    }

    /// A docstring of the Prometheus formats has the escapes `\\` and `\n` only.
    fn help_escapes(&mut self, text: &[u8], start: usize) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'\\', &text[at..]) {
            at += found;
            if !matches!(text.get(at + 1), Some(b'\\' | b'n')) {
                self.note(FaultKind::Escape, start + at, start + (at + 2).min(text.len()));
            }
            at = (at + 2).min(text.len());
        }
    }

    fn type_word(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let (word, found) = self.gap(input)?;
        let length = token_length(word);
        if length == 0 || !found {
            return Stop::at(FaultKind::TypeWord, word);
        }
        let types = if self.grammar.openmetrics { &OPENMETRICS_TYPES[..] } else { &PROMETHEUS_TYPES[..] };
        if !types.contains(&&word[..length]) {
            return Stop::at(FaultKind::TypeWord, word);
        }
        line.value = self.offset(word);
        self.end_of_line(&word[length..])
    }

    fn unit(&mut self, input: &'a [u8], line: &mut Line) -> Parsed<'a, ()> {
        let [b' ', unit @ ..] = input else { return Stop::at(FaultKind::MetadataText, input) };
        let length = name_length::<true>(unit);
        line.value = self.offset(unit);
        match unit.get(length) {
            Some(byte) if !is_blank(*byte) && !matches!(byte, b'\n' | b'\r') => {
                Stop::at(FaultKind::Unit, unit)
            }
            _ => self.end_of_line(&unit[length..]),
        }
    }
}
