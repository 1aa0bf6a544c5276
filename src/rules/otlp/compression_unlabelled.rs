use crate::capture::{BodyFormat, Exchange, Transport};
use crate::otlp::Export;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::judge::place_of_otlp;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A compressed body says how it is compressed.
    ///
    /// Without `Content-Encoding: gzip` a receiver takes the compressed bytes for the message.
    "otlp/compression-unlabelled": Must, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request";
    help "send `content-encoding: gzip` with a compressed body";
    bad "otlp-protobuf" "\u{1f}\u{f88b}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{3}";
    bad "otlp-json" "\u{1f}\u{f88b}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{3}";
    bad "http" "\nPOST /v1/metrics\ncontent-type: application/x-protobuf\nuser-agent: OTel-OTLP-Exporter-Rust/0.33.0\n\n\u{1f}\u{f88b}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{3}\nHTTP/1.1 400 Bad Request\n";
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
    const GZIP: &[u8] = &[0x1f, 0x8b, 8];
    let is_push = exchange.transport() != Transport::Scrape;
    if !is_push || exchange.encoding().is_some() || !exchange.body().starts_with(GZIP) {
        return;
    }
    let export = match exchange.format() {
        BodyFormat::OtlpJson => Some(Export::from_json(exchange.body())),
        BodyFormat::OtlpProtobuf => Some(Export::from_protobuf(exchange.body())),
        _ => None,
    };
    let fault = export.as_ref().and_then(|export| export.faults().first());
    sink.tell(
        fault.map_or_else(Place::default, place_of_otlp),
        "the body begins as gzip does, and no header says so",
    );
}
