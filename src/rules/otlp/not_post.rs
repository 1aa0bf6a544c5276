use super::push;
use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A push is a `POST`.
    ///
    /// A proxy that answers with a redirect may make a `GET` of it, and what the exporter takes for success is an empty answer.
    "otlp/not-post": Must, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request";
    help "send the request with `POST`, straight to the receiver";
    bad "http" r#"
PUT /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 405 Method Not Allowed
"#;
    bad "http" r#"
GET /v1/metrics
problem: `GET` instead of `POST`
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 405 Method Not Allowed
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
    let is_push = exchange.transport() != Transport::Scrape;
    if is_push && !matches!(exchange.method(), "" | "POST") && !push::is_stray(exchange) {
        sink.tell(Place::default(), format!("`{}` instead of `POST`", exchange.method()));
    }
}
