use super::push;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// An exporter says in `User-Agent` who it is: its name with the language, and its version.
    ///
    /// Whoever runs a receiver finds the service that sends rubbish, or the version that has to be replaced, by this header. The name
    /// of an HTTP library says nothing.
    "otlp/user-agent": Should, Info, Style;
    cites OTEL_EXPORTER, "User Agent";
    help "send `user-agent: name-language/version` before the words of the HTTP library";
    bad "http" r#"
POST /v1/metrics
content-type: application/json

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: python-requests/2.34.2

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel Go OTLP over HTTP/protobuf metrics exporter/1.38.0

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
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Python/1.45.2 grpc-python/1.85.1 grpc-c/58.0.0 (linux; chttp2)
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 0
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    push::tell_each(view, sink, |exchange| {
        if exchange.record().request_headers.is_empty() {
            return None;
        }
        let Some(agent) = push::header(exchange, "user-agent").filter(|agent| !agent.trim().is_empty())
        else {
            return Some("there is no user agent".to_owned());
        };
        let product = agent.split(' ').next().unwrap_or_default();
        let (name, version) = product.split_once('/').unwrap_or((product, ""));
        if LIBRARIES.iter().any(|library| name.eq_ignore_ascii_case(library)) {
            Some(format!("`{agent}` names an HTTP library and no exporter"))
        } else if version.is_empty() {
            Some(format!("`{agent}` does not begin with a product and its version"))
        } else {
            None
        }
    });
}

const LIBRARIES: &[&str] = &[
    "apache-httpclient",
    "axios",
    "curl",
    "go-http-client",
    "grpc-c++",
    "grpc-go",
    "grpc-java-netty",
    "grpc-node",
    "grpc-node-js",
    "grpc-python",
    "hyper",
    "java-http-client",
    "node",
    "node-fetch",
    "okhttp",
    "python-httpx",
    "python-requests",
    "python-urllib",
    "python-urllib3",
    "reqwest",
    "tonic",
    "undici",
    "ureq",
    "wget",
];
