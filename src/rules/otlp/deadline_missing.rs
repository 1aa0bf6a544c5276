use super::push;
use crate::capture::Transport;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// An export over gRPC has a deadline.
    ///
    /// Without one a receiver cannot tell that nobody waits for its answer any more. Some libraries keep the limit to themselves, which
    /// is enough for the exporter.
    "otlp/deadline-missing": Must, Info, Costs;
    cites OTEL_EXPORTER, "Timeout";
    help "set a deadline for the call; 10 s is the default";
    bad "http" r#"
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

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
        // Some servers hand on a part of the head only; then the content type is missing, too.
        let is_call =
            exchange.transport() == Transport::OtlpGrpc && push::header(exchange, "content-type").is_some();
        let has_deadline = push::header(exchange, "grpc-timeout").is_some();
        (is_call && !has_deadline).then(|| "the call has no `grpc-timeout`".to_owned())
    });
}
