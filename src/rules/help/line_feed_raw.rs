use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// A line feed in a help text is written as `\n`.
    ///
    /// Written as it is, it ends the line, and whatever comes after it is taken for a sample. One help text of two lines costs the whole scrape. The client library for Rust (`prometheus-client` 0.25) writes it so.
    "help/line-feed-raw": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "write `\\n` for a line feed and `\\\\` for a backslash, or a help text of one line";
    bad "prometheus-text" r"
# HELP orders_total Orders taken,
whoever took them.
# TYPE orders_total counter
orders_total 3
";
    bad "openmetrics-text" r"
# HELP orders Orders taken,
whoever took them.
# TYPE orders counter
orders_total 3
# EOF
";
    good "prometheus-text" r"
# HELP orders_total Orders taken,\nwhoever took them.
# TYPE orders_total counter
orders_total 3
";
    good "openmetrics-text" r"
# HELP orders Orders taken,\nwhoever took them.
# TYPE orders counter
orders_total 3
# EOF
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    if text.exposition.is_faultless() {
        return;
    }
    for fault in text.exposition.faults() {
        let line = fault.line();
        let Some(family) = text.described_before(line) else { continue };
        if !family.helps.iter().any(|help| help.line + 1 == line) {
            continue;
        }
        let raw = text.exposition.entry(line).map_or(&[][..], |entry| entry.bytes());
        let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
        // A sample or a comment that is malformed is another matter.
        let is_sample = raw
            .strip_prefix(family.name.as_bytes())
            .is_some_and(|rest| rest.first().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'{' | b'_')));
        if raw.first().is_some_and(u8::is_ascii_alphabetic) && !is_sample {
            let message = format!("the help text of `{}` goes on after a line feed", family.name);
            sink.tell(Place::line(line).at(1, raw.len()).of(&*family.name), message);
        }
    }
}
