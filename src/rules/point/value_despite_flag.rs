use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Value};

rule! {
    /// A point that says that nothing was recorded has no value.
    ///
    /// Readers must pass over whatever else stands in it, so the value is lost.
    "point/value-despite-flag": Must, Info, DataWrong;
    cites OTEL_DATA_MODEL, "Data point flags, no recorded value";
    help "clear the flag, or leave the value out";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","flags":1}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"flags":1}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","flags":1}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().all_points().filter(|point| point.is_absent()) {
        let has_value = match point.data.number {
            Value::None => point.distribution().count != 0,
            Value::Int(value) => value != 0,
            Value::Double(value) => value.is_finite() && value != 0.0,
        };
        if has_value {
            sink.tell(
                point.place(),
                format!("a point of `{}` has a value that its flags deny", point.metric.name),
            );
        }
    }
}
