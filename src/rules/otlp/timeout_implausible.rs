use super::push;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// The time limit of an export is a matter of seconds.
    ///
    /// The variables for it are in milliseconds. OpenTelemetry for Python reads them as seconds: 10000, the default of the
    /// specification, becomes almost three hours, in which an export may hang and the shutdown with it.
    "otlp/timeout-implausible": Must, Warning, DataLost;
    cites OTEL_EXPORTER, "Timeout";
    help "set the limit in the unit that the library really reads";
    bad "http" r#"
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
grpc-timeout: 10000S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 0
"#;
    good "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    good "http" r#"
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 0
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    push::tell_each(view, sink, |exchange| {
        let value = push::header(exchange, "grpc-timeout")?;
        let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
        let number: u64 = digits.parse().ok()?;
        let seconds = match unit {
            "H" => number * 3600,
            "M" => number * 60,
            "S" => number,
            "m" => number / 1000,
            _ => return None,
        };
        (seconds >= 600).then(|| format!("an export may take {seconds} s"))
    });
}
