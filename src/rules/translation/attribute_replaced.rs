use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// No attribute of a point is called `job` or `instance`.
    ///
    /// The receiver sets both from the resource, and what the attribute said is gone.
    "translation/attribute-replaced": Interop, Warning, DataLost;
    cites PROMETHEUS_OTLP, "job and instance";
    help "rename the attribute; the resource says job and instance";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"job","value":{"stringValue":"nightly"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        if let Some(key) = series.labels().keys().find(|key| matches!(*key, "job" | "instance")) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("the attribute `{key}` gives way to what the resource says"));
            return;
        }
    }
}
