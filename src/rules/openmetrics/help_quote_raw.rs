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
            let Some(entry) = text.exposition.entry(described.line) else { continue };
            // Where no quote is in the text, none was written; a quoted name has its own.
            if !described.text.contains('"') || entry.name_is_quoted() {
                continue;
            }
            let bytes = entry.bytes();
            let mut begin = 0;
            while let Some(at) = memchr::memchr2(b'"', b'\\', &bytes[begin..]).map(|at| begin + at) {
                if bytes[at] == b'"' {
                    let place = Place::line(described.line).at(at + 1, 1).of(&*family.name);
                    sink.tell(place, "a quote stands here without a backslash");
                    break;
                }
                begin = (at + 2).min(bytes.len());
            }
        }
    }
}
