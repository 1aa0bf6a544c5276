use super::push;
use crate::capture::{BodyFormat, Exchange, Status, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A call carries one message in its frame.
    ///
    /// `Export` is a unary call: a flag, a length of four bytes and one message of that length.
    "otlp/grpc-frame": Must, Error, DataLost;
    cites OTLP, "OTLP/gRPC Request";
    help "call `Export` with a gRPC library, one request a call";
    bad "http" r"
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
problem: the message has 7 bytes of the 12 that it announces
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
grpc-timeout: 10S


HTTP/1.1 200 OK
grpc-status: 13
";
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
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let is_call =
        exchange.transport() == Transport::OtlpGrpc && push::GRPC_PATHS.contains(&push::path(exchange));
    let is_unread = exchange.format() == BodyFormat::Raw && exchange.encoding().is_none();
    let is_refused = matches!(exchange.status(), Some(Status::Grpc(12 | 13)));
    if let (true, true, true, Some(problem)) = (is_call, is_unread, is_refused, exchange.problem()) {
        sink.tell(Place::default(), problem);
    }
}
