use super::sent;
use crate::capture::{BodyFormat, Exchange};
use crate::otlp::Export;
use crate::otlp::Signal;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::judge::place_of_otlp;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Metrics go where metrics are served, traces and logs where they are.
    ///
    /// The requests of all signals begin alike, so that a receiver may take traces for metrics without a name, or fail at the first id.
    /// An endpoint that is set for one signal and used for another does this.
    "otlp/wrong-signal": Must, Error, DataLost;
    cites OTLP, "OTLP/HTTP Request";
    help "set the endpoint of each signal, or one base endpoint for all";
    bad "otlp-json" r#"{"resourceSpans":[]}"#;
    bad "http" r#"
POST /v1/traces
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}
HTTP/1.1 200 OK
"#;
    bad "http" r#"
POST /v1/traces
content-type: application/x-protobuf
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
POST /v1/traces
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"resourceSpans":[]}
HTTP/1.1 200 OK
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let sent = match exchange.format() {
        BodyFormat::OtlpJson => sent::in_json(exchange.body()),
        BodyFormat::OtlpProtobuf => sent::in_protobuf(exchange.body()),
        _ => None,
    };
    let (Some(sent), meant) = (sent, exchange.signal()) else { return };
    if sent == meant {
        return;
    }
    let place = match (meant, exchange.format()) {
        (Signal::Metrics, BodyFormat::OtlpProtobuf) => {
            let export = Export::from_protobuf(exchange.body());
            export.faults().first().map_or_else(Place::default, place_of_otlp)
        }
        _ => Place::default(),
    };
    sink.tell(place, format!("{sent} were sent where {meant} go"));
}
