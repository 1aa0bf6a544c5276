//! An example as it is shown: what cannot be seen is written out, and JSON is laid out.

use super::dump::dump;
use super::entry::{Sample, Saying};
use super::layout::lay_out;

/// Wide enough for most bodies, and narrow enough for a terminal.
const WIDTH: usize = 88;

/// What parts successive looks at one service.
const PARTING: &str = "\n---\n";

/// The byte for which a character stands in an example, because no literal can hold it.
pub(crate) fn byte_of(c: char) -> Option<u8> {
    // From U+F880 to U+F8FF for 0x80 to 0xFF.
    u32::from(c).checked_sub(0xf800).and_then(|byte| u8::try_from(byte).ok()).filter(|byte| *byte >= 0x80)
}

/// Part of an example.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shown<'t> {
    /// A line.
    Line {
        pieces: Vec<Piece<'t>>,
        /// The rule speaks of it.
        is_meant: bool,
    },
    /// Time goes by until the next look.
    Parting,
}

/// Part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// As it stands there.
    Text(&'t str),
    /// What stands there and would not be seen, in words.
    Mark(String),
}

/// Whether it is a text in which every blank and the last newline count.
fn is_exposition(format: &str) -> bool {
    matches!(format, "prometheus-text" | "prometheus-text-1" | "openmetrics-text" | "openmetrics-text-2")
}

/// How many lines stand before the body in which the rules count, where lines can be pointed at.
fn lines_before_body(format: &str, look: &str) -> Option<usize> {
    if is_exposition(format) {
        return Some(0);
    }
    let answer = look.find("\nHTTP/1.1 ").filter(|_| format == "http" && look.starts_with("GET "))?;
    let body = answer + look[answer..].find("\n\n")? + 2;
    Some(look[..body].matches('\n').count())
}

/// Where in an example something is said: `look 2, line 3`.
pub(crate) fn place(sample: &Sample, saying: &Saying) -> Option<String> {
    let line = match (sample.format, saying.line) {
        ("http", line) => line.map(|line| format!("line {line} of the body")),
        (_, line) => line.map(|line| format!("line {line}")),
    };
    let look = sample.text.contains(PARTING).then(|| format!("look {}", saying.look + 1));
    let parts: Vec<String> = look.into_iter().chain(line).collect();
    if parts.is_empty() { None } else { Some(parts.join(", ")) }
}

/// The body of each look as it is shown.
pub(crate) fn looks(sample: &Sample) -> Vec<String> {
    let laid_out = |look: &str| match sample.format {
        "otlp-json" => lay_out(look, WIDTH),
        "otlp" => {
            let metrics = look.lines().filter(|line| !line.trim().is_empty());
            let metrics: Option<Vec<String>> = metrics.map(|line| lay_out(line, WIDTH)).collect();
            metrics.map(|metrics| metrics.join("\n"))
        }
        "otlp-protobuf" => Some(dump(look)),
        "http" => Some(look.split('\n').map(narrowed).collect::<Vec<_>>().join("\n")),
        _ => None,
    };
    sample.text.split(PARTING).map(|look| laid_out(look).unwrap_or_else(|| look.to_owned())).collect()
}

/// A line of an exchange; where it is long JSON, no rule counts lines in it.
fn narrowed(line: &str) -> String {
    let is_long = line.starts_with('{') && line.chars().count() > WIDTH;
    let laid_out = if is_long { lay_out(line, WIDTH) } else { None };
    laid_out.unwrap_or_else(|| line.to_owned())
}

/// The lines of an example.
pub(crate) fn lines<'t>(sample: &Sample, looks: &'t [String]) -> Vec<Shown<'t>> {
    let is_exposition = is_exposition(sample.format);
    let mut shown = Vec::new();
    for (number, look) in looks.iter().enumerate() {
        if number > 0 {
            shown.push(Shown::Parting);
        }
        let before = lines_before_body(sample.format, look);
        for (at, line) in look.strip_suffix('\n').unwrap_or(look).split('\n').enumerate() {
            let is_said = |saying: &Saying| {
                let shown_at = saying.line.zip(before).map(|(line, before)| line + before);
                saying.look == number && shown_at == Some(at + 1)
            };
            let is_meant = sample.said.iter().any(is_said);
            shown.push(Shown::Line { pieces: pieces(line, is_exposition), is_meant });
        }
    }
    let is_cut = looks.last().is_some_and(|look| !look.ends_with('\n'));
    if let Some(Shown::Line { pieces, .. }) = shown.last_mut().filter(|_| is_exposition && is_cut) {
        pieces.push(Piece::Mark("no newline".to_owned()));
    }
    shown
}

/// The parts of a line. Where blanks matter, those at its ends are shown as well.
fn pieces(line: &str, blanks_matter: bool) -> Vec<Piece<'_>> {
    let is_blank = |c: char| c == ' ';
    let body = if blanks_matter { line.trim_matches(is_blank) } else { line };
    let before = line.find(body).unwrap_or_default();
    let after = line.len() - before - body.len();
    let mut pieces = Vec::new();
    if before > 0 {
        pieces.push(Piece::Mark("·".repeat(before)));
    }
    let mut start = 0;
    for (at, c) in body.char_indices() {
        if let Some(mark) = written_out(c) {
            if start < at {
                pieces.push(Piece::Text(&body[start..at]));
            }
            pieces.push(Piece::Mark(mark));
            start = at + c.len_utf8();
        }
    }
    if start < body.len() {
        pieces.push(Piece::Text(&body[start..]));
    }
    if after > 0 {
        pieces.push(Piece::Mark("·".repeat(after)));
    }
    pieces
}

/// How a character is written that a reader would not see, or that would do something to a terminal.
fn written_out(c: char) -> Option<String> {
    // Marks of direction change how everything after them looks.
    let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{a0}');
    if let Some(byte) = byte_of(c) {
        return Some(format!("\\x{byte:02x}"));
    }
    match c {
        '\t' => Some("\\t".to_owned()),
        '\r' => Some("\\r".to_owned()),
        '\0' => Some("\\0".to_owned()),
        c if c.is_control() || hides => Some(format!("\\u{{{:x}}}", u32::from(c))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(format: &'static str, text: &'static str) -> Sample {
        let said = vec![Saying { look: 0, line: Some(2), message: "wrong".to_owned() }];
        Sample { format, text, said }
    }

    fn shown(format: &'static str, text: &'static str) -> String {
        let sample = sample(format, text);
        let looks = looks(&sample);
        let of_line = |shown: &Shown<'_>| match shown {
            Shown::Parting => "==".to_owned(),
            Shown::Line { pieces, is_meant } => {
                let pieces = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => (*text).to_owned(),
                    Piece::Mark(mark) => format!("[{mark}]"),
                });
                format!("{}{}", if *is_meant { ">" } else { "" }, pieces.collect::<String>())
            }
        };
        lines(&sample, &looks).iter().map(of_line).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(shown("prometheus-text", "a 1\r\n b\t1  \n"), "a 1[\\r]|>[·]b[\\t]1[··]");
        assert_eq!(shown("prometheus-text", "a\0 1"), "a[\\0] 1[no newline]");
        assert_eq!(
            shown("prometheus-text", "\u{f8ff}\u{f880}\u{1b}[31m\u{feff}\n"),
            "[\\xff][\\x80][\\u{1b}][31m[\\u{feff}]"
        );
        assert_eq!(shown("prometheus-text", "\n\na 1\n"), "|>|a 1");
        assert_eq!(shown("prometheus-text", "   \n"), "[···]");
    }

    #[test]
    fn looks_are_parted_and_json_is_laid_out() {
        assert_eq!(shown("prometheus-text", "a 1\n---\nb 1\n"), "a 1|==|b 1");
        assert_eq!(shown("otlp", "{\"a\":1}\n{\"b\":2}\n"), "{\"a\": 1}|{\"b\": 2}");
        assert_eq!(shown("otlp", "{\"a\":1\n"), "{\"a\":1");
        assert_eq!(
            shown("otlp-protobuf", "\n\u{2}hi").split_once("  "),
            Some(("0a 02 68 69", &*format!("{:36}..hi", "")))
        );
    }

    #[test]
    fn lines_are_counted_where_the_body_begins() {
        let text = "GET /metrics HTTP/1.1\nAccept: */*\n\nHTTP/1.1 200 OK\n\na 1\nb\n";
        assert_eq!(shown("http", text), "GET /metrics HTTP/1.1|Accept: */*||HTTP/1.1 200 OK||a 1|>b");
        let (sample, said) =
            (sample("http", text), Saying { look: 0, line: Some(2), message: String::new() });
        assert_eq!(place(&sample, &said).as_deref(), Some("line 2 of the body"));
    }
}
