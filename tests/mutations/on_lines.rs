//! Broken lines: what is no text of the format any more.

use crate::captures::{EVERY_SCRAPE, OPENMETRICS, SCRAPED, TEXTS};
use crate::mutation::Change::{Bytes, Text};
use crate::mutation::Mutation;

/// Puts bytes in front of a line that begins so, chosen by chance.
fn insert(body: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    body.splice(at..at, bytes.iter().copied());
}

pub(crate) const MUTATIONS: &[Mutation] = &[
    Mutation::of(
        "a quote is left out at the end of a label value",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen("\"}", "}", 1);
            Some(())
        }),
        "syntax/quote-unclosed",
    ),
    Mutation::of(
        "a quote is left out at the beginning of a label value",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen("=\"", "=", 1);
            Some(())
        }),
        "syntax/label-value-unquoted",
    ),
    Mutation::of(
        "a raw quote stands inside a label value",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen("=\"", "=\"\"x", 1);
            Some(())
        }),
        "syntax/labels-malformed",
    ),
    Mutation::of(
        "the comma between two labels is left out",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.text.contains("\","))?;
            text.lines[at] = text.lines[at].replacen("\",", "\" ", 1);
            Some(())
        }),
        "syntax/comma-missing",
    ),
    Mutation::of(
        "the braces are not closed",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen('}', "", 1);
            Some(())
        }),
        "syntax/labels-malformed",
    ),
    Mutation::of(
        "a help text holds a raw line feed",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "HELP" && line.text.split(' ').count() > 5)?;
            let (end, _) = text.lines[at].match_indices(' ').nth(3)?;
            let rest = text.lines[at].split_off(end).split_off(1);
            text.lines.insert(at + 1, rest);
            Some(())
        }),
        "help/line-feed-raw",
    ),
    Mutation::of(
        "the last word of a help text stands on a line of its own",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "HELP" && line.text.ends_with('.'))?;
            let end = text.lines[at].rfind(' ')?;
            let rest = text.lines[at].split_off(end).split_off(1);
            text.lines.insert(at + 1, rest);
            Some(())
        }),
        "help/line-feed-raw",
    ),
    Mutation::of(
        "a label value holds a raw line feed",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            let end = text.lines[at].find("=\"")? + 3;
            let rest = text.lines[at].split_off(end);
            text.lines.insert(at + 1, rest);
            Some(())
        }),
        "syntax/quote-unclosed",
    )
    .beside(&[
        ("syntax/name-invalid", "the rest of the value stands on a line of its own"),
        ("syntax/name-placement", "the rest of the value stands on a line of its own"),
    ]),
    Mutation::of(
        "a value is `null`",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.edit(at, |sample| "null".clone_into(&mut sample.value));
            Some(())
        }),
        "syntax/value-malformed",
    ),
    Mutation::of(
        "a value has a decimal comma",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.edit(at, |sample| "4,5".clone_into(&mut sample.value));
            Some(())
        }),
        "syntax/value-malformed",
    ),
    Mutation::of(
        "a value is missing",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            let end = text.lines[at].rfind(' ')?;
            text.lines[at].truncate(end);
            Some(())
        }),
        "syntax/value-malformed",
    ),
    Mutation::of(
        "a unit follows the value",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.lines[at].push_str(" 1795564211 ms");
            Some(())
        }),
        "syntax/trailing-text",
    ),
    Mutation::of(
        "the name of a sample has a hyphen",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.lines[at] = text.lines[at].replacen('_', "-", 1);
            Some(())
        }),
        "syntax/name-invalid",
    ),
    Mutation::of(
        "the name of a label has a dot",
        SCRAPED,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.lines[at] = text.lines[at].replacen("=\"", ".id=\"", 1);
            Some(())
        }),
        "syntax/label-name-invalid",
    ),
    Mutation::of(
        "a label stands twice on a sample",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.has_labels())?;
            text.edit(at, |sample| {
                let pair = sample.labels[0].clone();
                sample.labels.push(pair);
            });
            Some(())
        }),
        "series/label-repeated",
    ),
    Mutation::of(
        "a label value has an escape that is none",
        TEXTS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.label("tier").is_some())?;
            let (family, tier) = (text.family(at)?, text.line(at)?.label("tier")?);
            text.edit_all(
                |line| line.family == family && line.label("tier").as_ref() == Some(&tier),
                |sample| sample.put("tier", &format!("\\t{tier}")),
            );
            Some(())
        }),
        "syntax/escape-unknown",
    ),
    Mutation::of(
        "a type is unknown",
        EVERY_SCRAPE,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.word == "TYPE")?;
            let end = text.lines[at].rfind(' ')?;
            text.lines[at].replace_range(end.., " timer");
            Some(())
        }),
        "syntax/type-unknown",
    ),
    Mutation::of(
        "lines end as on Windows",
        SCRAPED,
        Bytes(|body, _| {
            *body = String::from_utf8_lossy(body).replace('\n', "\r\n").into_bytes();
            Some(())
        }),
        "syntax/carriage-return",
    ),
    Mutation::of(
        "a help text is in Latin-1",
        EVERY_SCRAPE,
        Bytes(|body, dice| {
            let text = String::from_utf8_lossy(body);
            let helps: Vec<usize> = text.match_indices("\n# HELP ").map(|(at, _)| at).collect();
            let line = dice.pick(&helps)? + 1;
            let end = line + text[line..].find('\n')?;
            insert(body, end, &[0xe9]);
            Some(())
        }),
        "syntax/invalid-utf8",
    ),
    Mutation::of(
        "a NUL byte stands in front of a sample",
        TEXTS,
        Bytes(|body, dice| {
            let is_begin = |at: &usize| body[*at] == b'\n' && body[at + 1].is_ascii_lowercase();
            let ends: Vec<usize> = (0..body.len() - 1).filter(is_begin).collect();
            let at = dice.pick(&ends)? + 1;
            insert(body, at, &[0]);
            Some(())
        }),
        "text/nul-byte",
    ),
    Mutation::of(
        "a byte-order mark stands in front of a text",
        TEXTS,
        Bytes(|body, _| {
            insert(body, 0, "\u{feff}".as_bytes());
            Some(())
        }),
        "text/byte-order-mark",
    ),
    Mutation::of(
        "a byte-order mark stands in front of OpenMetrics",
        OPENMETRICS,
        Bytes(|body, _| {
            insert(body, 0, "\u{feff}".as_bytes());
            Some(())
        }),
        "openmetrics/byte-order-mark",
    ),
    Mutation::of(
        "the last line of a text has no end",
        TEXTS,
        Bytes(|body, _| {
            body.truncate(body.trim_ascii_end().len());
            Some(())
        }),
        "text/final-newline-missing",
    ),
    Mutation::of(
        "samples are indented",
        TEXTS,
        Text(|text, dice| {
            let at = text.pick(dice, |line| line.is_sample())?;
            text.lines[at].insert_str(0, "  ");
            Some(())
        }),
        "text/blank-before-name",
    ),
];
