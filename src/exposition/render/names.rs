//! Names, labels and strings as the text formats spell them.

use std::borrow::Cow;

use super::{Omissions, Omitted};
use crate::exposition::Escaping;
use crate::exposition::escaping::{is_legacy_label, is_legacy_name};
use crate::model::Labels;

/// Labels as they are written: names escaped, each once, values as strings.
pub(in crate::exposition) type Written<'r> = Vec<(Cow<'r, str>, Cow<'r, str>)>;

/// The name as a format gets it.
pub(super) fn name<'r>(name: &'r str, escaping: Escaping, omissions: &mut Omissions) -> Cow<'r, str> {
    let escaped = escape(name, escaping);
    omissions.note_if(Omitted::Name, escaped != name);
    escaped
}

/// Names that need no escapes stay as they are under every scheme, because most readers never unescape.
fn escape(name: &str, escaping: Escaping) -> Cow<'_, str> {
    if is_legacy_name(name) { Cow::Borrowed(name) } else { escaping.escape(name) }
}

/// The labels as a format gets them, without those that would be taken for `reserved`.
pub(super) fn labels<'r>(
    labels: Labels<'r>,
    reserved: &[&str],
    escaping: Escaping,
    omissions: &mut Omissions,
) -> Written<'r> {
    let mut written = Written::with_capacity(labels.len());
    for label in labels.iter() {
        let mut key = escape(label.key, escaping);
        if escaping != Escaping::AllowUtf8 && key.contains(':') {
            // A colon belongs into names of metrics only.
            key = Cow::Owned(key.replace(':', "_"));
        }
        let is_free = !key.is_empty()
            && !reserved.contains(&&*key)
            && written.iter().all(|(known, _): &(Cow<'_, str>, _)| *known != key);
        if !is_free {
            omissions.note(Omitted::Label);
            continue;
        }
        omissions.note_if(Omitted::Name, key != label.key);
        let value = match label.value.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => {
                omissions.note(Omitted::LabelType);
                Cow::Owned(label.value.to_string())
            }
        };
        written.push((key, value));
    }
    // Escaped names may come in another order than their originals.
    written.sort_by(|a, b| a.0.cmp(&b.0));
    written
}

/// Adds a string with its backslashes, line feeds and, where they end it, quotes escaped.
pub(super) fn escaped(out: &mut String, text: &str, quotes: bool) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '"' if quotes => out.push_str("\\\""),
            c => out.push(c),
        }
    }
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    escaped(out, text, true);
    out.push('"');
}

/// Adds a metric name where it stands alone.
pub(super) fn metric(out: &mut String, name: &str) {
    if is_legacy_name(name) { out.push_str(name) } else { quoted(out, name) }
}

/// The labels as text, without the braces.
pub(super) fn label_text(labels: &Written<'_>) -> String {
    let mut text = String::new();
    for (key, value) in labels {
        if !text.is_empty() {
            text.push(',');
        }
        if is_legacy_label(key) {
            text.push_str(key);
        } else {
            quoted(&mut text, key);
        }
        text.push('=');
        quoted(&mut text, value);
    }
    text
}

/// Adds the name and the labels of a sample; `bound` is one more label, which comes last.
pub(super) fn sample(out: &mut String, name: &str, suffix: &str, labels: &str, bound: Option<(&str, &str)>) {
    let is_plain = is_legacy_name(name);
    if is_plain {
        out.push_str(name);
        out.push_str(suffix);
        if labels.is_empty() && bound.is_none() {
            return;
        }
    }
    out.push('{');
    let mut is_first = is_plain;
    if !is_plain {
        quoted(out, &format!("{name}{suffix}"));
    }
    if !labels.is_empty() {
        if !is_first {
            out.push(',');
        }
        out.push_str(labels);
        is_first = false;
    }
    if let Some((key, value)) = bound {
        if !is_first {
            out.push(',');
        }
        out.push_str(key);
        out.push_str("=\"");
        out.push_str(value);
        out.push('"');
    }
    out.push('}');
}
