use super::push;
use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// The path of a signal is appended to a base endpoint once, with one slash.
    ///
    /// An endpoint for all signals is a base: `http://host:4318/` and `http://host:4318` mean the same. Exporters that paste texts
    /// together make `//v1/metrics` of the first; an endpoint that has the path already gets it a second time.
    "otlp/path-joined": Must, Error, DataLost;
    cites OTEL_EXPORTER, "Endpoint URLs for OTLP/HTTP";
    help "give the endpoint without `/v1/metrics`, and join it with exactly one slash";
    bad "http" r#"
POST //v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 404 Not Found
"#;
    bad "http" r#"
POST /v1/metrics/v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 404 Not Found
"#;
    bad "http" r#"
POST /base//v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

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
POST /base/v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    if exchange.transport() != Transport::OtlpHttp {
        return;
    }
    let path = push::path(exchange);
    let signal = push::http_path(exchange.signal());
    if path.ends_with(&format!("/{signal}")) {
        sink.tell(Place::default(), format!("`{path}` has two slashes before `{}`", &signal[1..]));
    } else if path.matches("/v1/").count() > 1 && path.ends_with(signal) {
        sink.tell(Place::default(), format!("`{path}` was appended to a path that had it already"));
    }
}
