use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView};

rule! {
    /// The ids in an exemplar are of 16 bytes for a trace and 8 for a span, and not all zero.
    ///
    /// Both may be left out. An id of another length leads nowhere, and zeros are what a span that was not recorded has. In JSON the length is a matter of syntax.
    ///
    /// The bridge from Prometheus to OpenTelemetry in Go (0.72) sends the hexadecimal digits of its labels as they are, so that each id is
    /// twice as long as it should be.
    "sampled/id-malformed": Must, Error, DataLost;
    cites OTLP, "metrics.proto, Exemplar";
    help "leave the ids out where there is no span";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"00000000000000000000000000000000"}]}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","spanId":"0000000000000000"}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1"}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().sampled() {
        for (at, exemplar) in point.exemplars().enumerate() {
            let exemplar = Exemplar::of(exemplar);
            for (what, id, length) in [("trace", exemplar.trace_id, 16), ("span", exemplar.span_id, 8)] {
                let is_text = id.len() == 2 * length && id.iter().all(u8::is_ascii_hexdigit);
                let message = if is_text {
                    format!(
                        "the {what} id of an exemplar of `{}` is its hexadecimal digits as text",
                        point.metric.name
                    )
                } else if !id.is_empty() && id.len() != length {
                    format!("the {what} id of an exemplar of `{}` has {} bytes", point.metric.name, id.len())
                } else if !id.is_empty() && id.iter().all(|&byte| byte == 0) {
                    format!("the {what} id of an exemplar of `{}` is all zero", point.metric.name)
                } else {
                    continue;
                };
                sink.tell(point.field("exemplars", Some(at)), message);
            }
        }
    }
}
