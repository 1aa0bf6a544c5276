use super::push;
use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Nobody but exporters asks a receiver of OTLP.
    ///
    /// Health checks, browsers that look whether they may send, and scrapers that found the wrong port say no metrics, and are not
    /// answered here.
    "otlp/stray-request": Advice, Warning, Style;
    cites OTLP, "OTLP/HTTP Request";
    help "point health checks and scrapers at a port that is made for them";
    bad "http" r"
OPTIONS /v1/metrics
problem: `OPTIONS` instead of `POST`
user-agent: OTel-OTLP-Exporter-Rust/0.33.0


HTTP/1.1 405 Method Not Allowed
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
    if push::is_stray(exchange) {
        sink.tell(Place::default(), format!("`{} {}` is no export", exchange.method(), push::path(exchange)));
    }
}
