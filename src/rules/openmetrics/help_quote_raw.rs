use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// A quote in a help text is escaped.
    ///
    /// In a Prometheus text it is not, which is why libraries that write both forget it. Readers take it.
    "openmetrics/help-quote-raw": Must, Warning, Style;
    cites OPENMETRICS, "Escaping";
    help "write a quote in a help text as `\\\"`";
    bad "openmetrics-text" r#"
# TYPE stock gauge
# HELP stock The "stock".
stock 3
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE stock gauge
# HELP stock The \"stock\".
stock 3
# EOF
"#;
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        for described in &family.helps {
            // Where a quote is, it was escaped or not.
            if !described.text.contains('"') {
                continue;
            }
            let Some(entry) = text.exposition.entry(described.line) else { continue };
            let mut column = if entry.name_is_quoted() { memchr::memrchr(b'"', entry.bytes()).map_or(0, |_| 0) } else { 0 };
            let bytes = entry.bytes();
            while let Some(at) = memchr::memchr2(b'"', b'\\', &bytes[column..]).map(|at| column + at) {
                if bytes[at] == b'"' && !entry.name_is_quoted() {
                    sink.tell(Place::line(described.line).at(at + 1, 1).of(&*family.name), "a quote stands here without a backslash");
                    break;
                }
                column = (at + if bytes[at] == b'"' { 1 } else { 2 }).min(bytes.len());
            }
        }
    }
}
