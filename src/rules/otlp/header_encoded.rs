use super::push;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// Header values from the environment are decoded before they are sent.
    ///
    /// `OTEL_EXPORTER_OTLP_HEADERS` is a list as in W3C Baggage: a blank is written `%20` there, and the exporter has to undo it. A
    /// token that arrives as `Bearer%20…` is refused by every back end.
    "otlp/header-encoded": Must, Warning, DataLost;
    cites OTEL_EXPORTER, "Specifying headers via environment variables";
    help "decode `%20` in `OTEL_EXPORTER_OTLP_HEADERS`; where headers are set in code, write blanks";
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
authorization: Bearer%20secret

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
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
    good "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
authorization: Bearer secret

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    good "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
baggage: user=a%20b

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    push::tell_each(view, sink, |exchange| {
        let mut headers = exchange.record().request_headers.iter();
        let is_encoded = |(name, value): &&(String, String)| {
            // In these percent signs are part of the value.
            let is_apart = matches!(
                &**name,
                "baggage" | "cookie" | "grpc-message" | "referer" | "traceparent" | "tracestate"
            );
            !is_apart && ["%20", "%3D", "%3d", "%2C", "%2c"].iter().any(|code| value.contains(code))
        };
        // The value may be a secret.
        headers.find(is_encoded).map(|(name, _)| format!("the header `{name}` is still percent-encoded"))
    });
}
