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
        let is_before = |help: usize| help + 1 == line;
        let Some(family) =
            text.families.iter().find(|family| family.helps.iter().any(|help| is_before(help.line)))
        else {
            continue;
        };
        let Some(raw) = text.exchange.body().split(|&byte| byte == b'\n').nth(line - 1) else { continue };
        // A sample or a comment that is malformed is another matter.
        if raw.first().is_some_and(u8::is_ascii_alphabetic) && !raw.starts_with(family.name.as_bytes()) {
            let message = format!("the help text of `{}` goes on after a line feed", family.name);
            sink.tell(Place::line(line).at(1, raw.len()).of(&*family.name), message);
        }
    }
}
