use crate::bridge::{Strategy, label_names};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Something is left of an attribute's key when it is translated.
    ///
    /// A key without any letter or digit of ASCII has no name as a label. The receiver refuses the whole request for it.
    "translation/attribute-key-lost": Interop, Error, DataLost;
    cites PROMETHEUS_OTLP, "label names";
    help "give the attribute a key with ASCII letters";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"日本","value":{"stringValue":"gold"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        let is_lost = |key: &&str| {
            !key.is_empty()
                && !key.contains(|c: char| c.is_ascii_alphanumeric())
                && label_names(Strategy::default(), key).is_empty()
        };
        if let Some(key) = series.labels().keys().find(is_lost) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("nothing is left of the key `{key}`"));
            return;
        }
    }
}
