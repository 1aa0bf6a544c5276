use crate::bridge::{Strategy, translate_labels};
use crate::model::Labels;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};
use std::collections::BTreeSet;

rule! {
    /// Two series of an instrument do not become one in Prometheus.
    ///
    /// They do where they differ only in characters of attribute keys that are translated, or in attributes without a value. A server keeps the first of the two.
    "translation/series-collide": Interop, Error, DataLost;
    cites COMPATIBILITY, "Metric Attributes";
    help "rename one of the attributes";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a.b","value":{"stringValue":"gold"}}]},{"asInt":"4","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a_b","value":{"stringValue":"gold"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a.b","value":{"stringValue":"gold"}}]},{"asInt":"4","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a_b","value":{"stringValue":"silver"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    // Keys that stay what they are cannot meet, and empty values are rare.
    let is_plain = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut all = view.family.series();
    if view.family.series_count() < 2
        || all.all(|series| series.labels().iter().all(|label| is_plain(label.key) && label.value != ""))
    {
        return;
    }
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    let mut last: Option<Labels<'_>> = None;
    for labels in view.family.series().map(crate::model::Series::labels) {
        // One series after the other has the same keys.
        if !last.is_some_and(|last| last.keys().eq(labels.keys())) {
            keys.extend(labels.keys());
            last = Some(labels);
        }
    }
    let names: BTreeSet<String> = keys
        .iter()
        .flat_map(|key| crate::bridge::label_names(Strategy::default(), key).into_iter().take(1))
        .collect();
    let has_empty =
        || view.family.series().any(|series| series.labels().iter().any(|label| label.value == ""));
    if names.len() == keys.len() && !has_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for series in view.family.series() {
        let labels = translate_labels(Strategy::default(), series.labels()).labels;
        if !seen.insert(labels) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(
                place,
                format!("another series of `{}` has the same labels in Prometheus", view.family.name()),
            );
        }
    }
}
