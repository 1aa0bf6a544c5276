use crate::bridge::{Strategy, metric_names};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Something is left of a name when it is translated.
    ///
    /// A name without any letter or digit of ASCII becomes underscores and nothing else. The receiver refuses the whole request for it.
    "translation/name-lost": Interop, Error, DataLost;
    cites OTLP_TRANSLATOR, "metric names";
    help "give the instrument a name with ASCII letters";
    bad "otlp" r#"
{"name":"日本","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"stock.count","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    let names = metric_names(Strategy::default(), family.name(), family.unit().unwrap_or(""), family.kind());
    if names.is_none() && !family.name().is_empty() {
        sink.tell(Place::family(family.name()), format!("nothing is left of the name `{}`", family.name()));
    }
}
