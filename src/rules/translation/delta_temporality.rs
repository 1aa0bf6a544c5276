use crate::model::Temporality;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// What lands in Prometheus is cumulative.
    ///
    /// Its OTLP receiver refuses a request with deltas as a whole, answers 500, and an exporter must not send it again: the good metrics beside it are lost, too. With the support for deltas switched on they are stored, and `rate` is wrong.
    "translation/delta-temporality": Must, Error, DataLost;
    cites PROMETHEUS_OTLP, "translation of sums and histograms";
    help "export cumulative values: `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative`";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    if view.family.temporality() == Some(Temporality::Delta) {
        let name = view.family.name();
        sink.tell(Place::family(name), format!("`{name}` says what came since the last export: it is delta"));
    }
}
