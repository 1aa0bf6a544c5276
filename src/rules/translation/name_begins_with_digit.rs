use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The name of an instrument begins with a letter.
    ///
    /// Translators put an underscore before a digit or in its place, so that the name in Prometheus depends on the exporter.
    "translation/name-begins-with-digit": Interop, Info, Style;
    cites OTLP_TRANSLATOR, "metric names";
    help "begin the name with a letter";
    bad "otlp" r#"
{"name":"2xx.count","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        sink.tell(
            Place::family(name),
            format!("`{name}` begins with a digit, which Prometheus had no place for"),
        );
    }
}
