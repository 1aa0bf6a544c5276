use crate::capture::{Exchange, Status, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A request stays below the size that receivers take.
    ///
    /// Receivers should take 64 MiB, counted after decompression; many stop at 4 MiB. What is larger is refused as a whole, and must
    /// not be sent again.
    "otlp/request-too-large": Should, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request, OTLP/gRPC Request";
    help "export more often, in smaller batches, or fewer series";
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 413 Payload Too Large
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
    const MOST: usize = 64 << 20;
    if exchange.transport() == Transport::Scrape {
        return;
    }
    let size = exchange.body().len();
    let is_refused = match exchange.status() {
        Some(Status::Http(413)) => true,
        Some(Status::Grpc(8)) => exchange.problem().is_some_and(|problem| problem.contains("larger than")),
        _ => false,
    };
    if is_refused {
        sink.tell(
            Place::default(),
            format!("the request of {} bytes was refused for its size", exchange.wire_size()),
        );
    } else if size > MOST {
        sink.tell(Place::default(), format!("the request has {size} bytes, more than 64 MiB"));
    }
}
