//! OpenMetrics as Prometheus' own parser reads it. Version 2.0 it reads as 1.0.

use std::borrow::Cow;

use super::cursor::{self, Cursor, Quoted};
use super::store::{Read, Store, Typed};
use super::{IngestedValue, Stop};
use crate::exposition::Prometheus;

const NO_EOF: &str = "data does not end with `# EOF`";

/// Reads a body to its end.
pub(super) fn read<'a>(body: &'a [u8], store: &mut Store<'a>) -> Result<(), Stop> {
    let mut cursor = Cursor { bytes: body, at: 0, ends_in_line_feed: false };
    let cursor = &mut cursor;
    loop {
        let start = cursor.at;
        match cursor.peek() {
            None => return Stop::at(start, NO_EOF),
            Some(b'#') if cursor.take_text(b"# EOF") => {
                cursor.take(b'\n');
                if cursor.peek().is_some() {
                    return Stop::at(cursor.at, "unexpected data after `# EOF`");
                }
                return Ok(());
            }
            Some(b'#') => metadata(cursor, store)?,
            Some(b'{') if store.by == Prometheus::V3 => sample(cursor, store, start, None)?,
            Some(_) => match cursor.name(true) {
                Some(name) => sample(cursor, store, start, Some(name))?,
                None => return Stop::at(start, "expected a valid start token"),
            },
        }
    }
}

fn metadata<'a>(cursor: &mut Cursor<'a>, store: &mut Store<'a>) -> Result<(), Stop> {
    let start = cursor.at;
    let words = [&b"# HELP "[..], b"# TYPE ", b"# UNIT "];
    let Some(word) = words.into_iter().find(|word| cursor.take_text(word)) else {
        return Stop::at(start, "expected a valid start token");
    };
    let at = cursor.at;
    let quoted = if store.by == Prometheus::V3 { cursor.quoted(Quoted::Name) } else { None };
    let Some(name) = quoted.or_else(|| cursor.name(true)) else {
        return Stop::at(at, "expected a metric name in a metadata line");
    };
    let at = cursor.at;
    if !cursor.take(b' ') {
        return Stop::at(at, "expected text in a metadata line");
    }
    let text = cursor.run(|byte| byte == b'\n');
    if !cursor.take(b'\n') {
        return Stop::at(at, "expected text in a metadata line");
    }
    match word {
        b"# TYPE " => {
            store.typed = match text {
                b"histogram" => Typed::Histogram,
                b"summary" => Typed::Summary,
                b"counter" | b"gauge" | b"gaugehistogram" | b"info" | b"stateset" | b"unknown" => {
                    Typed::Other
                }
                other => {
                    return Stop::at(at, format!("invalid metric type `{}`", String::from_utf8_lossy(other)));
                }
            };
        }
        b"# HELP " if std::str::from_utf8(text).is_err() => {
            return Stop::at(at, "the help text is not valid UTF-8");
        }
        b"# UNIT " if !text.is_empty() => {
            let is_suffix = name.strip_suffix(text).is_some_and(|base| base.ends_with(b"_"));
            if !is_suffix {
                let (unit, name) = (String::from_utf8_lossy(text), String::from_utf8_lossy(name));
                return Stop::at(at, format!("unit `{unit}` not a suffix of metric `{name}`"));
            }
        }
        _ => {}
    }
    Ok(())
}

fn sample<'a>(
    cursor: &mut Cursor<'a>,
    store: &mut Store<'a>,
    start: usize,
    name: Option<&'a [u8]>,
) -> Result<(), Stop> {
    let mut name = name.map(|name| String::from_utf8_lossy(name));
    let mut read = Read::at(start);
    if cursor.take(b'{') {
        read_labels(cursor, store.by, Some(&mut name), &mut read)?;
    }
    let Some(name) = name else { return Stop::at(start, "metric name not set") };
    read.spelling = Cow::Borrowed(&cursor.bytes[start..cursor.at]);
    let value = number(cursor, "expected value after metric")?;
    let is_blank = matches!(cursor.bytes.get(cursor.at..), Some([b' '] | [b' ', b' ' | b'\n', ..]));
    if is_blank {
        // The parser takes note of that only when it is asked for the next sample.
        let at = cursor.at;
        store.add(name, read, IngestedValue::Float(value)).or_else(|why| Stop::at(start, why))?;
        return Stop::at(at, "expected a timestamp");
    }
    if !cursor.bytes[cursor.at..].starts_with(b" # {") && cursor.peek() == Some(b' ') {
        read.timestamp = Some(millis(cursor)?);
    }
    if cursor.take_text(b" # {") {
        if store.by == Prometheus::V2 && !(name.ends_with("_total") || name.ends_with("_bucket")) {
            return Stop::at(start, format!("metric name `{name}` does not support exemplars"));
        }
        read_labels(cursor, store.by, None, &mut Read::at(start))?;
        number(cursor, "expected value after exemplar labels")?;
        if cursor.peek() == Some(b' ') {
            millis(cursor)?;
        }
    }
    match cursor.peek() {
        Some(b'\n') => cursor.at += 1,
        None => return Stop::at(cursor.at, NO_EOF),
        Some(_) => return Stop::at(cursor.at, "expected the end of the line"),
    }
    store.add(name, read, IngestedValue::Float(value)).or_else(|why| Stop::at(start, why))
}

/// One space and a token.
fn token<'a>(cursor: &mut Cursor<'a>, expected: &str) -> Result<(&'a [u8], usize), Stop> {
    let at = cursor.at;
    if cursor.take(b' ') {
        let token = cursor.run(|byte| matches!(byte, b' ' | b'\n'));
        if !token.is_empty() {
            return Ok((token, at + 1));
        }
    }
    Stop::at(at, if cursor.peek().is_none() { NO_EOF } else { expected })
}

fn number(cursor: &mut Cursor<'_>, expected: &str) -> Result<f64, Stop> {
    let (token, at) = token(cursor, expected)?;
    cursor.float(token, at)
}

/// A timestamp in seconds, kept in milliseconds.
fn millis(cursor: &mut Cursor<'_>) -> Result<i64, Stop> {
    let at = cursor.at;
    let seconds = number(cursor, "expected a timestamp")?;
    if seconds.is_finite() { Ok((seconds * 1000.0) as i64) } else { Stop::at(at, "invalid timestamp") }
}

/// The labels between braces, those of an exemplar if there can be no name among them.
fn read_labels<'a>(
    cursor: &mut Cursor<'a>,
    by: Prometheus,
    mut name: Option<&mut Option<Cow<'a, str>>>,
    read: &mut Read<'a>,
) -> Result<(), Stop> {
    let (of_names, of_values) = match name {
        Some(_) => (Quoted::Name, Quoted::Line),
        None => (Quoted::Exemplar, Quoted::Exemplar),
    };
    let mut is_first = true;
    loop {
        // Version 2 takes no comma at the end.
        if (is_first || by == Prometheus::V3) && cursor.take(b'}') {
            return Ok(());
        }
        is_first = false;
        let at = cursor.at;
        let quoted = if by == Prometheus::V3 { cursor.quoted(of_names) } else { None };
        let Some(label) = quoted.or_else(|| cursor.name(false)) else {
            return Stop::at(at, "expected label name");
        };
        let label = cursor::name(label, &mut read.flaw);
        if quoted.is_some() && matches!(cursor.peek(), Some(b',' | b'}')) {
            let Some(name) = name.as_deref_mut() else { return Stop::at(at, "expected label name") };
            if name.replace(label).is_some() {
                return Stop::at(at, "metric name already set");
            }
        } else {
            if !cursor.take(b'=') {
                return Stop::at(cursor.at, "expected equal");
            }
            let at = cursor.at;
            let Some(value) = cursor.quoted(of_values) else {
                return Stop::at(at, "expected label value");
            };
            read.labels.push((label, cursor::value(value, at)?));
        }
        if cursor.take(b',') {
            continue;
        }
        if cursor.take(b'}') {
            return Ok(());
        }
        return Stop::at(cursor.at, "expected comma or brace close");
    }
}
