use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// A unit says in Prometheus what it said before.
    ///
    /// Characters outside of ASCII are dropped from it: `µs` becomes `_s`, which everybody reads as seconds, a million times too much.
    "translation/unit-misread": Interop, Warning, DataWrong;
    cites OTLP_TRANSLATOR, "unit suffixes";
    help "write the unit in ASCII: `us` for microseconds";
    bad "otlp" r#"
{"name":"wait.time","description":"Goods in stock.","unit":"µs","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Goods in stock.","unit":"us","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let Some(unit) = view.family.unit() else { return };
    let bare = unit.split('{').next().unwrap_or_default();
    if !bare.is_ascii() {
        let left: String = bare.chars().filter(char::is_ascii).collect();
        let place = Place::family(view.family.name());
        sink.tell(place, format!("of the unit `{unit}` only `{left}` is left in the name"));
    }
}
