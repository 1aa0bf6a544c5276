//! JSON on several lines, so that it can be read; every token stays as it was written.

/// A value as it stands in the text.
enum Value<'t> {
    /// A number, a string or a word.
    Plain(&'t str),
    /// What stands between two brackets, each item with its key, if it has one.
    Nested(char, Vec<(Option<&'t str>, Value<'t>)>, char),
}

/// Lays out a JSON text: what fits in a line of that width stays on one. Nothing comes of what is no JSON.
pub(crate) fn lay_out(text: &str, width: usize) -> Option<String> {
    let mut rest = text.trim();
    let value = value(&mut rest)?;
    if !rest.trim().is_empty() {
        return None;
    }
    let mut out = String::new();
    write(&mut out, None, &value, 0, width);
    Some(out)
}

fn value<'t>(rest: &mut &'t str) -> Option<Value<'t>> {
    *rest = rest.trim_start();
    let (open, close) = match rest.chars().next()? {
        '{' => ('{', '}'),
        '[' => ('[', ']'),
        _ => return plain(rest).map(Value::Plain),
    };
    *rest = rest[1..].trim_start();
    let mut items = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(close) {
            *rest = after;
            return Some(Value::Nested(open, items, close));
        }
        if !items.is_empty() {
            *rest = rest.strip_prefix(',')?.trim_start();
        }
        let key = if open == '{' {
            let key = plain(rest)?;
            *rest = rest.trim_start().strip_prefix(':')?;
            Some(key)
        } else {
            None
        };
        items.push((key, value(rest)?));
        *rest = rest.trim_start();
    }
}

fn plain<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let end = if let Some(inside) = rest.strip_prefix('"') {
        let mut is_escaped = false;
        let close = inside.find(|c| {
            let closes = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            closes
        })?;
        close + 2
    } else {
        rest.find(|c: char| c.is_whitespace() || ",:{}[]\"".contains(c)).unwrap_or(rest.len())
    };
    let (token, after) = rest.split_at(end);
    *rest = after;
    Some(token).filter(|token| !token.is_empty())
}

fn write(out: &mut String, key: Option<&str>, value: &Value<'_>, indent: usize, width: usize) {
    let mut flat = String::new();
    write_flat(&mut flat, key, value);
    // One column is left for the comma.
    let fits = |flat: &str, indent: usize| indent + flat.chars().count() < width;
    match value {
        Value::Nested(open, items, close) if !fits(&flat, indent) && !items.is_empty() => {
            if let Some(key) = key {
                out.push_str(key);
                out.push_str(": ");
            }
            out.push(*open);
            // A list of one opens and closes with its only item.
            if let [(None, only @ Value::Nested(..))] = items.as_slice() {
                let mut flat = String::new();
                write_flat(&mut flat, None, only);
                if !fits(&flat, indent + 2) {
                    write(out, None, only, indent, width);
                    out.push(*close);
                    return;
                }
            }
            for (number, (key, item)) in items.iter().enumerate() {
                out.push_str(if number == 0 { "\n" } else { ",\n" });
                out.push_str(&" ".repeat(indent + 2));
                write(out, *key, item, indent + 2, width);
            }
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            out.push(*close);
        }
        _ => out.push_str(&flat),
    }
}

fn write_flat(out: &mut String, key: Option<&str>, value: &Value<'_>) {
    if let Some(key) = key {
        out.push_str(key);
        out.push_str(": ");
    }
    match value {
        Value::Plain(token) => out.push_str(token),
        Value::Nested(open, items, close) => {
            out.push(*open);
            for (number, (key, item)) in items.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { ", " });
                write_flat(out, *key, item);
            }
            out.push(*close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_on_a_line_and_tokens_stay_as_they_are() {
        let text = r#"{"a":1e0,"b":[{"c":"x,\"}"},{"c":007}],"b":{}}"#;
        let expected =
            "{\n  \"a\": 1e0,\n  \"b\": [\n    {\"c\": \"x,\\\"}\"},\n    {\"c\": 007}\n  ],\n  \"b\": {}\n}";
        assert_eq!(lay_out(text, 20).as_deref(), Some(expected));
        let hugged = "{\n  \"a\": [{\n    \"b\": \"one\",\n    \"c\": \"two\"\n  }]\n}";
        assert_eq!(lay_out(r#"{"a":[{"b":"one","c":"two"}]}"#, 20).as_deref(), Some(hugged));
        assert_eq!(lay_out(r#"{"a":[1,2]}"#, 80).as_deref(), Some(r#"{"a": [1, 2]}"#));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in ["", "{", "{\"a\"}", "[1 2]", "{} {}", "[1,]", "\"open", "{\"a\":1,}"] {
            assert_eq!(lay_out(text, 80), None, "{text}");
        }
    }
}
