//! The text format as Prometheus' own parser reads it.

use std::borrow::Cow;

use super::cursor::{self, Cursor, Quoted};
use super::store::{Read, Store, Typed};
use super::{IngestedValue, Stop};
use crate::exposition::Prometheus;

/// Reads a body to its end, or to a NUL byte at which the parser takes it to be at its end.
pub(super) fn read<'a>(body: &'a [u8], store: &mut Store<'a>) -> Result<Option<Stop>, Stop> {
    let mut cursor = Cursor { bytes: body, at: 0, ends_in_line_feed: true };
    let cursor = &mut cursor;
    loop {
        let start = cursor.at;
        cursor.blanks();
        match cursor.peek() {
            None => return Ok(None),
            Some(0) => return Ok(Some(at_nul(cursor.at))),
            Some(b'\n') => cursor.at += 1,
            Some(b'#') => {
                if let Some(stop) = directive(cursor, store)? {
                    return Ok(Some(stop));
                }
            }
            Some(b'{') if store.by == Prometheus::V3 => sample(cursor, store, start, None)?,
            Some(_) => {
                if cursor.name(true).is_none() {
                    return Stop::at(cursor.at, "expected a valid start token");
                }
                // Blanks before the name become part of it.
                let name = &body[start..cursor.at];
                sample(cursor, store, start, Some(name))?;
            }
        }
    }
}

fn at_nul(at: usize) -> Stop {
    Stop { why: "reading ends at a NUL byte".to_owned(), at }
}

/// A line that begins with `#`. Gives back the place of a NUL byte that ends the body.
fn directive<'a>(cursor: &mut Cursor<'a>, store: &mut Store<'a>) -> Result<Option<Stop>, Stop> {
    cursor.at += 1;
    if cursor.blanks() == 0 || cursor.peek() == Some(0) {
        let comment = cursor.run(|byte| matches!(byte, b'\n' | 0));
        let is_over = cursor.peek() == Some(0);
        let _ = comment;
        cursor.at += usize::from(!is_over);
        return Ok(is_over.then(|| at_nul(cursor.at)));
    }
    let word = cursor.at;
    let is_type = cursor.take_text(b"TYPE");
    if !(is_type || cursor.take_text(b"HELP")) || cursor.blanks() == 0 {
        cursor.at = word;
        cursor.run(|byte| byte == b'\n');
        cursor.at += 1;
        return Ok(None);
    }
    let quoted = if store.by == Prometheus::V3 { cursor.quoted(Quoted::Name) } else { None };
    if quoted.is_none() && cursor.name(true).is_none() {
        return Stop::at(cursor.at, "expected a metric name after `HELP` or `TYPE`");
    }
    let start = cursor.at;
    let text = cursor.run(|byte| byte == b'\n');
    let is_blank = text.iter().all(|byte| matches!(byte, b' ' | b'\t'));
    // One byte separates the text from the name, whatever it is.
    let text = if is_blank { &[][..] } else { text.get(1..).unwrap_or_default() };
    cursor.at += 1;
    if is_type {
        store.typed = match text {
            b"histogram" => Typed::Histogram,
            b"summary" => Typed::Summary,
            b"counter" | b"gauge" | b"untyped" => Typed::Other,
            other => {
                return Stop::at(start, format!("invalid metric type `{}`", String::from_utf8_lossy(other)));
            }
        };
    } else if std::str::from_utf8(text).is_err() {
        return Stop::at(start, "the help text is not valid UTF-8");
    }
    Ok(None)
}

fn sample<'a>(
    cursor: &mut Cursor<'a>,
    store: &mut Store<'a>,
    start: usize,
    name: Option<&'a [u8]>,
) -> Result<(), Stop> {
    // A name without quotes is ASCII, and so are the blanks before it.
    let mut name = name.map(|name| String::from_utf8_lossy(name));
    let mut read = Read::at(start);
    let mut end = cursor.at;
    cursor.blanks();
    if cursor.take(b'{') {
        read_labels(cursor, store.by, &mut name, &mut read)?;
        end = cursor.at;
    }
    let Some(name) = name else { return Stop::at(start, "metric name not set") };
    read.spelling = Cow::Borrowed(&cursor.bytes[start..end]);
    cursor.blanks();
    let value_start = cursor.at;
    let token = cursor.run(|byte| matches!(byte, b'{' | b' ' | b'\t' | b'\n'));
    if token.is_empty() {
        return Stop::at(value_start, "expected value after metric");
    }
    let value = cursor.float(token, value_start)?;
    cursor.blanks();
    let digits_start = cursor.at;
    let digits = cursor.run(|byte| !byte.is_ascii_digit());
    if !digits.is_empty() {
        read.timestamp = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        if read.timestamp.is_none() {
            return Stop::at(digits_start, "the timestamp is out of range");
        }
    }
    cursor.blanks();
    if !cursor.take(b'\n') {
        let expected =
            if read.timestamp.is_some() { "next entry after timestamp" } else { "timestamp or new record" };
        return Stop::at(cursor.at, format!("expected {expected}"));
    }
    store.add(name, read, IngestedValue::Float(value)).or_else(|why| Stop::at(start, why))
}

/// The labels between braces. Commas between them may be missing, and one may stand at the end.
fn read_labels<'a>(
    cursor: &mut Cursor<'a>,
    by: Prometheus,
    name: &mut Option<Cow<'a, str>>,
    read: &mut Read<'a>,
) -> Result<(), Stop> {
    loop {
        cursor.blanks();
        if cursor.take(b'}') {
            return Ok(());
        }
        let at = cursor.at;
        let quoted = if by == Prometheus::V3 { cursor.quoted(Quoted::Name) } else { None };
        let Some(label) = quoted.or_else(|| cursor.name(false)) else {
            return Stop::at(at, "expected label name");
        };
        let label = cursor::name(label, &mut read.flaw);
        cursor.blanks();
        if quoted.is_some() && matches!(cursor.peek(), Some(b',' | b'}')) {
            if name.replace(label).is_some() {
                return Stop::at(at, "metric name already set");
            }
            cursor.take(b',');
            continue;
        }
        if !cursor.take(b'=') {
            return Stop::at(cursor.at, "expected equal");
        }
        cursor.blanks();
        let at = cursor.at;
        let Some(value) = cursor.quoted(Quoted::Value) else { return Stop::at(at, "expected label value") };
        read.labels.push((label, cursor::value(value, at)?));
        cursor.blanks();
        cursor.take(b',');
    }
}
