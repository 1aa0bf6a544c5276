use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, Value};

rule! {
    /// A monotonic sum is not below zero.
    ///
    /// It begins at zero and only grows; so do the increments that a delta says. An integer that overflowed, or a counter that was used as an up-down counter, looks so.
    "sum/negative": Should, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Sums";
    help "use an up-down counter, or look for what overflows";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"-5"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":-0.5}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"-5"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":0}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in request.metrics.iter().filter(|metric| metric.data == Data::Sum && metric.is_monotonic) {
        for point in request.points_of(metric).filter(|point| !point.is_absent()) {
            let is_negative = match point.data.number {
                Value::Int(value) => value < 0,
                Value::Double(value) => value < 0.0,
                Value::None => false,
            };
            if is_negative {
                sink.tell(
                    point.place(),
                    format!("`{}` only grows, and is {}", metric.name, point.data.number),
                );
            }
        }
    }
}
