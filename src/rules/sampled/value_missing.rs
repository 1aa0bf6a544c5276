use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView, Value};

rule! {
    /// An exemplar has a value.
    ///
    /// It is one measurement out of many; without its value there is nothing to find the trace by.
    "sampled/value-missing": Must, Error, DataLost;
    cites OTLP, "metrics.proto, Exemplar";
    help "set `as_int` or `as_double`";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().sampled() {
        for (at, exemplar) in point.exemplars().enumerate() {
            if Exemplar::of(exemplar).value == Value::None {
                let message = format!("an exemplar of `{}` has no value", point.metric.name);
                sink.tell(point.field("exemplars", Some(at)), message);
            }
        }
    }
}
