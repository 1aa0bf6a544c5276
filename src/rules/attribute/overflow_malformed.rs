use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{AnyValue, ExportView, Traits};

rule! {
    /// The point for what is beyond the limit has one attribute, `otel.metric.overflow`, which is the boolean true.
    ///
    /// By it readers know that attributes are missing. As a string, or with others beside it, it is a series like any other.
    "attribute/overflow-malformed": Must, Error, DataWrong;
    cites OTEL_SDK, "Cardinality limits, overflow attribute";
    help "write `otel.metric.overflow` as a boolean, by itself";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"otel.metric.overflow","value":{"stringValue":"true"}}]}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"otel.metric.overflow","value":{"boolValue":true}},{"key":"a","value":{"intValue":"1"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"b","value":{"boolValue":true}}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().points().filter(|point| point.data.traits.has(Traits::OVERFLOW)) {
        let attributes = point.attributes();
        let Some(overflow) = attributes.get("otel.metric.overflow") else { continue };
        if overflow != AnyValue::Bool(true) || attributes.into_iter().count() != 1 {
            let message = format!("the overflow point of `{}` has {attributes}", point.metric.name);
            sink.tell(point.field("attributes", None), message);
        }
    }
}
