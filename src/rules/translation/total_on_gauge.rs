use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// What may fall does not end in `total`.
    ///
    /// In Prometheus the ending says that a value only grows, and `rate` is offered for it.
    "translation/total-on-gauge": Should, Info, Style;
    cites COMPATIBILITY, "Sums";
    help "end only the names of counters in `total`";
    bad "otlp" r#"
{"name":"stock.total","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let ends = name.strip_suffix("total").is_some_and(|rest| rest.ends_with(['.', '_', '-']));
    if ends && matches!(view.family.kind(), Kind::Gauge | Kind::UpDownCounter) {
        sink.tell(Place::family(name), format!("`{name}` may fall, and is named as a counter is"));
    }
}
