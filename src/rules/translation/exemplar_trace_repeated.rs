use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// No attribute of an exemplar is called `trace_id` or `span_id`.
    ///
    /// The ids of the exemplar take these names. Prometheus' receiver writes the label twice.
    "translation/exemplar-trace-repeated": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Exemplar Conversion";
    help "leave trace and span to the exemplar; do not set them as attributes";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"3","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","filteredAttributes":[{"key":"trace_id","value":{"stringValue":"mine"}}]}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"3","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","filteredAttributes":[{"key":"user.tier","value":{"stringValue":"gold"}}]}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for exemplar in series.points().flat_map(crate::model::Point::exemplars) {
            let is_id = |key: &&str| matches!(*key, "trace_id" | "span_id");
            let has_ids = exemplar.wire_ids().0.is_some();
            if let Some(key) = exemplar.labels().keys().find(is_id).filter(|_| has_ids) {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the attribute `{key}` of an exemplar meets the exemplar's own id"));
                return;
            }
        }
    }
}
