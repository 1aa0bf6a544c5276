use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A request stays below 4 MiB where receivers may be older.
    ///
    /// That is where gRPC servers stop unless they are told otherwise; the recommendation of 64 MiB is from version 1.11 of the
    /// protocol.
    "otlp/request-large": Should, Info, Costs;
    cites OTLP, "OTLP/gRPC Request";
    help "export in smaller batches, or raise the limit of the receiver";
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
    const USUAL: usize = 4 << 20;
    const MOST: usize = 64 << 20;
    let size = exchange.body().len();
    if exchange.transport() != Transport::Scrape && (USUAL + 1..=MOST).contains(&size) {
        sink.tell(Place::default(), format!("the request has {size} bytes, more than 4 MiB"));
    }
}
