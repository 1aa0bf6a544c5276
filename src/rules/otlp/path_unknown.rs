use super::push;
use crate::capture::{Exchange, Status, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Each signal goes to the path at which it is served.
    ///
    /// Over HTTP metrics go to `/v1/metrics`; an endpoint for all signals gets that appended by the exporter, an endpoint for metrics
    /// alone is used as it is and has to contain it. Over gRPC they go to the `Export` call of the metrics service. A path that a
    /// receiver was configured for is fine, whatever it is.
    "otlp/path-unknown": Must, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request, OTLP/gRPC Request";
    help "append `/v1/metrics` to an endpoint that is set for metrics alone, and nothing to one for all signals";
    yields to "otlp/path-joined";
    bad "http" r#"
POST /
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 404 Not Found
"#;
    bad "http" r#"
POST /v1/metric
problem: nothing is served at `/v1/metric`; metrics go to `/v1/metrics`
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 404 Not Found
"#;
    bad "http" r#"
POST /opentelemetry.proto.collector.metrics.v1.MetricService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 12
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
    let path = push::path(exchange);
    let is_unknown = match exchange.transport() {
        Transport::OtlpHttp => {
            exchange.status() == Some(Status::Http(404)) && path != push::http_path(exchange.signal())
        }
        Transport::OtlpGrpc => {
            exchange.status() == Some(Status::Grpc(12)) && !push::GRPC_PATHS.contains(&path)
        }
        Transport::Scrape => false,
    };
    if is_unknown && exchange.method() == "POST" {
        let meant = match exchange.transport() {
            Transport::OtlpGrpc => push::GRPC_PATHS[exchange.signal() as usize],
            _ => push::http_path(exchange.signal()),
        };
        sink.tell(
            Place::default(),
            format!("nothing is served at `{path}`; {} go to `{meant}`", exchange.signal()),
        );
    }
}
