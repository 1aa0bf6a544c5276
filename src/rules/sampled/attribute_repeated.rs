use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView};

rule! {
    /// An exemplar repeats no attribute of its point.
    ///
    /// Filtered attributes are those that the aggregation dropped; the rest is said already, and a reader that joins the two has one key twice.
    "sampled/attribute-repeated": Must, Warning, Costs;
    cites OTLP, "metrics.proto, Exemplar filtered_attributes";
    help "keep only what the view took away";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","filteredAttributes":[{"key":"a","value":{"stringValue":"1"}}]}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","filteredAttributes":[{"key":"b","value":{"stringValue":"1"}}]}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().sampled() {
        for (at, exemplar) in point.exemplars().enumerate() {
            let filtered = Exemplar::of(exemplar).attributes;
            let attributes = point.attributes();
            if let Some(both) = filtered.into_iter().find(|one| attributes.get(one.key).is_some()) {
                let message =
                    format!("an exemplar of `{}` repeats the attribute `{}`", point.metric.name, both.key);
                sink.tell(point.field("exemplars", Some(at)), message);
            }
        }
    }
}
