use super::push;
use crate::capture::{BodyFormat, Exchange, Transport};
use crate::otlp::FaultKind;
use crate::otlp::{Export, walk};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::judge::place_of_otlp;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// The content type says how the body is encoded.
    ///
    /// Over HTTP it is `application/x-protobuf` or `application/json`, over gRPC `application/grpc`. `application/protobuf` is none of
    /// them, and a body of the other encoding cannot be read.
    "otlp/content-type": Must, Error, DataLost;
    cites OTLP, "Binary Protobuf Encoding, JSON Protobuf Encoding";
    help "send `application/x-protobuf` or `application/json`, as the body is";
    bad "http" r#"
POST /v1/metrics
content-type: application/protobuf
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 415 Unsupported Media Type
"#;
    bad "http" r#"
POST /v1/metrics
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 415 Unsupported Media Type
"#;
    bad "http" r#"
POST /v1/metrics
content-type: application/x-protobuf
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}
HTTP/1.1 400 Bad Request
"#;
    bad "http" r#"
POST /v1/metrics
content-type: text/plain
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    bad "otlp-protobuf" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}"#;
    bad "otlp-json" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
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
    good "http" r"
POST /v1/metrics
content-type: application/json; charset=utf-8
user-agent: OTel-OTLP-Exporter-Rust/0.33.0


HTTP/1.1 200 OK
";
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let named = push::header(exchange, "content-type").map(push::media_type);
    let has_head = !exchange.record().request_headers.is_empty();
    let message = match (exchange.transport(), named.as_deref()) {
        (Transport::Scrape, _) => return,
        (Transport::OtlpGrpc, Some(named))
            if !named.starts_with("application/grpc") || named.contains("json") =>
        {
            format!("the content type `{named}` is not `application/grpc`")
        }
        (Transport::OtlpHttp, None) if has_head && exchange.method() == "POST" => {
            "there is no content type".to_owned()
        }
        (Transport::OtlpHttp, Some(named)) if !is_known(named) => {
            format!("the content type `{named}` is neither `application/x-protobuf` nor `application/json`")
        }
        _ => return check_body(exchange, named.is_some(), sink),
    };
    sink.tell(Place::default(), message);
}

/// Calls of gRPC at a port for HTTP are another matter.
fn is_known(media_type: &str) -> bool {
    matches!(media_type, "application/x-protobuf" | "application/json")
        || media_type.starts_with("application/grpc")
}

fn check_body(exchange: &Exchange, is_named: bool, sink: &mut Sink<'_>) {
    if exchange.faults().is_empty() {
        return;
    }
    let body = exchange.body();
    let (export, is, said) = match exchange.format() {
        BodyFormat::OtlpProtobuf if body.trim_ascii_start().starts_with(b"{") => {
            let as_json = Export::from_json(body);
            let is_json = as_json.faults().iter().all(|fault| fault.kind() != FaultKind::Syntax);
            (is_json.then(|| Export::from_protobuf(body)), "JSON", "protobuf")
        }
        BodyFormat::OtlpJson if !body.is_empty() => {
            (walk(body, exchange.signal()).is_ok().then(|| Export::from_json(body)), "protobuf", "JSON")
        }
        _ => return,
    };
    let Some(export) = export else { return };
    let place = export.faults().first().map_or_else(Place::default, place_of_otlp);
    let by = if is_named { "its content type says" } else { "it was to be read as" };
    sink.tell(place, format!("the body is {is}, yet {by} {said}"));
}
