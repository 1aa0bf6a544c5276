//! Strings: from escapes to the characters that they stand for.

use std::borrow::Cow;

/// The string that a raw one stands for.
///
/// `\\`, `\"` and `\n` are decoded; of anything else the backslash is kept, as OpenMetrics says and every reader
/// does. In the docstrings of the Prometheus text formats a quote is not escaped, so there `\"` stays too.
pub(in crate::exposition) fn unescape(raw: &str, quotes: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\\', raw.as_bytes()) else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    let (plain, mut rest) = raw.split_at(first);
    text.push_str(plain);
    while let Some(after) = rest.strip_prefix('\\') {
        let (character, length) = match after.as_bytes().first() {
            Some(b'n') => ('\n', 1),
            Some(b'\\') => ('\\', 1),
            Some(b'"') if quotes => ('"', 1),
            _ => ('\\', 0),
        };
        text.push(character);
        rest = &after[length..];
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        rest = &rest[plain..];
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_what_the_formats_say() {
        let cases = [
            ("plain", "plain"),
            ("", ""),
            (r"a\\b", r"a\b"),
            (r#"a\"b"#, "a\"b"),
            (r"a\nb", "a\nb"),
            (r"\\n", r"\n"),
            (r"\\\n", "\\\n"),
            (r"\q", r"\q"),
            (r"\", r"\"),
            (r"ü\n✓", "ü\n✓"),
        ];
        for (raw, text) in cases {
            assert_eq!(unescape(raw, true), text, "{raw}");
        }
        assert_eq!(unescape(r#"a\"b\\"#, false), r#"a\"b\"#);
    }
}
