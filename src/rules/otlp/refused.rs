use super::answer::Answer;
use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// A push is taken by its receiver.
    ///
    /// What a receiver refuses never reaches anybody: an exporter counts it as lost, and most say so only in a log that nobody reads.
    /// Answers that ask for patience, such as status 503, are another matter.
    "otlp/refused": Interop, Error, DataLost;
    cites OTLP, "Failures";
    help "read what the receiver says, and send what it asks for";
    yields to "otlp/broken-off" "otlp/compression-corrupt" "otlp/compression-unlabelled" "otlp/content-type" "otlp/exhausted-retried" "otlp/final-answer-retried" "otlp/grpc-frame" "otlp/no-http" "otlp/not-post" "otlp/path-joined" "otlp/path-unknown" "otlp/request-too-large" "otlp/stray-request" "otlp/tls-mismatch" "otlp/wrong-port" "otlp/wrong-signal";
    bad "http" r"
POST /v1/traces
problem: the body is not what it should be
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{}
HTTP/1.1 400 Bad Request
";
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 401 Unauthorized
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
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    // A body with faults is spoken of by the rules for these.
    if !exchange.is_refused() || !exchange.faults().is_empty() {
        return;
    }
    match (exchange.status(), exchange.problem()) {
        (Some(status), Some(problem)) => {
            sink.tell(Place::default(), format!("the push was refused with {status}: {problem}"));
        }
        (None, Some(problem)) => sink.tell(Place::default(), format!("the push got no answer: {problem}")),
        (Some(status), None) if matches!(Answer::of(exchange), Answer::Final | Answer::Exhausted) => {
            sink.tell(Place::default(), format!("the push was refused with {status}"));
        }
        _ => {}
    }
}
