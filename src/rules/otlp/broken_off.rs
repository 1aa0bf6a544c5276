use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A request is sent to its end.
    ///
    /// An exporter that gives up while it writes, or a process that is killed during its last export, leaves half a request behind.
    /// Nothing of it counts.
    "otlp/broken-off": Interop, Error, DataLost;
    cites OTEL_EXPORTER, "Timeout";
    help "give the exporter more time, and shut it down before the process ends";
    bad "http" r#"
POST /v1/metrics
problem: the client went away in the middle of its request: connection reset
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
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
    let is_push = exchange.transport() != Transport::Scrape && !exchange.method().is_empty();
    if let (true, None, Some(problem)) = (is_push, exchange.status(), exchange.problem()) {
        sink.tell(Place::default(), problem);
    }
}
