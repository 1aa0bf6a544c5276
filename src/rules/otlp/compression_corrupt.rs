use crate::capture::{BodyFormat, Exchange, Status, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A body is compressed as its header says.
    ///
    /// A header that was set without compressing, a body that was compressed twice or cut: the receiver cannot undo it and drops the
    /// request.
    "otlp/compression-corrupt": Must, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request";
    help "compress the body with what the header names, once";
    bad "http" r"
POST /v1/metrics
problem: the body is not gzip: invalid gzip header
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
content-encoding: gzip

{
HTTP/1.1 400 Bad Request
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
    good "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
content-encoding: gzip

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    // A body that could not be decompressed was never read.
    let is_unread = exchange.transport() != Transport::Scrape && exchange.format() == BodyFormat::Raw;
    let is_refused = matches!(exchange.status(), Some(Status::Http(400) | Status::Grpc(13)));
    if let (true, true, Some(encoding), Some(problem)) =
        (is_unread, is_refused, exchange.encoding(), exchange.problem())
    {
        sink.tell(
            Place::default(),
            format!("what is labelled `{encoding}` cannot be decompressed: {problem}"),
        );
    }
}
