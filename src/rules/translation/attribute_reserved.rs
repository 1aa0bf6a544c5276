use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// No attribute bears the name of a label that Prometheus sets itself: `le` on histograms, `quantile` on summaries, `__name__` anywhere.
    ///
    /// The bound of a bucket takes the place of `le`, while `_count` and `_sum` keep the attribute, so that the parts no longer belong together. `__name__` is replaced.
    "translation/attribute-reserved": Interop, Error, DataWrong;
    cites PROMETHEUS_OTLP, "reserved label names";
    help "rename the attribute";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"le","value":{"stringValue":"gold"}}],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}
"#;
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"__name__","value":{"stringValue":"gold"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"le","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let reserved = match view.family.kind() {
        Kind::Histogram => "le",
        Kind::Summary => "quantile",
        _ => "__name__",
    };
    for series in view.family.series() {
        if let Some(key) = series.labels().keys().find(|key| *key == reserved || *key == "__name__") {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("the attribute `{key}` is replaced by what Prometheus means by it"));
            return;
        }
    }
}
