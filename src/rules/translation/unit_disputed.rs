use crate::bridge::unit_words;
use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// All translators have one word for a unit.
    ///
    /// For `kBy`, `TiBy` and units with something in braces beside a code they have two, and `1` on a gauge is `_ratio` to some and nothing to others. The name in Prometheus depends on the exporter.
    "translation/unit-disputed": Should, Info, Style;
    cites COMPATIBILITY, "Metric Metadata";
    help "expect the other spelling, too, or choose another unit";
    bad "otlp" r#"
{"name":"disk.free","description":"Goods in stock.","unit":"kBy","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"disk.free","description":"Goods in stock.","unit":"By","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let Some(unit) = view.family.unit() else { return };
    let words = unit_words(unit);
    let mut accepted: Vec<&str> = words.accepted().collect();
    if unit == "1" && view.family.kind() == Kind::Gauge {
        accepted.push("ratio");
    }
    if accepted.len() > 1 {
        let words: Vec<String> = accepted.iter().map(|word| format!("`{word}`")).collect();
        let place = Place::family(view.family.name());
        sink.tell(place, format!("the unit `{unit}` is {} to one translator or another", words.join(" or ")));
    }
}
