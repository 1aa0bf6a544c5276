use super::push;
use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Exporter and receiver agree on whether they speak TLS.
    ///
    /// `http://` means plain text and `https://` TLS, whatever a flag says. An endpoint of gRPC without a scheme means TLS, which is
    /// why `localhost:4317` does not reach a receiver without certificates.
    "otlp/tls-mismatch": Interop, Error, DataLost;
    cites OTEL_EXPORTER, "Configuration Options, Endpoint and Insecure";
    help "write the scheme: `http://` for plain text, `https://` for TLS";
    bad "http" r"problem: the client speaks TLS to a plain-text port
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
    if let Some(problem) = push::never_asked(exchange).filter(|problem| problem.contains("TLS")) {
        sink.tell(Place::default(), problem);
    }
}
