use super::push;
use crate::capture::{Exchange, Status, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Requests over HTTP go to the port for HTTP, calls of gRPC to the port for gRPC.
    ///
    /// By custom 4318 is for HTTP and 4317 for gRPC. An exporter whose endpoint names the other one fails with errors that speak of
    /// frames, of content types or of nothing at all.
    "otlp/wrong-port": Interop, Error, DataLost;
    cites OTLP, "Default Ports";
    help "use port 4318 for http/protobuf and http/json, 4317 for grpc";
    bad "http" r#"
POST /v1/metrics
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 415 Unsupported Media Type
"#;
    bad "http" r#"
POST /v1/metrics
problem: a request over HTTP to a port for gRPC alone; the port for HTTP is another one
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 415 Unsupported Media Type
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
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    if exchange.transport() != Transport::OtlpHttp || exchange.status() != Some(Status::Http(415)) {
        return;
    }
    let Some(named) = push::header(exchange, "content-type").map(push::media_type) else { return };
    if named.starts_with("application/grpc") {
        let path = push::path(exchange);
        let to = if path == push::http_path(exchange.signal()) { "path" } else { "port" };
        sink.tell(Place::default(), format!("a call of gRPC to `{path}` went to a {to} for HTTP"));
    } else if matches!(&*named, "application/x-protobuf" | "application/json")
        && matches!(exchange.encoding(), None | Some("" | "identity" | "none" | "gzip" | "zstd" | "deflate"))
    {
        sink.tell(Place::default(), "a request over HTTP went to a port for gRPC");
    }
}
