use super::answer::{self, Answer};
use super::attempts::attempts;
use super::push;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use std::time::Duration;

rule! {
    /// A request that a receiver could not take for the moment is sent again.
    ///
    /// After 429, 502, 503 or 504, and after `UNAVAILABLE` and its like, the data is lost unless the exporter comes back with it.
    /// OpenTelemetry for Rust does not by default.
    "otlp/retry-missing": Should, Warning, DataLost;
    cites OTLP, "Retryable Response Codes, Failures";
    help "switch on the retries of the exporter";
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
---
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"4"}]}}
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
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
---
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    // The first retry comes after a few seconds in every library.
    const SOON: Duration = Duration::from_secs(10);
    for attempts in attempts(view) {
        let &[lost] = &attempts[..] else { continue };
        // An exporter may give up at once if it would have to wait beyond its own limit.
        if Answer::of(lost) != Answer::Retryable || answer::delay(lost).is_some_and(|delay| delay > SOON) {
            continue;
        }
        let agent = push::header(lost, "user-agent");
        let has_gone_on = view.capture.requests().iter().any(|later| {
            later.signal() == lost.signal()
                && later.transport() == lost.transport()
                && push::header(later, "user-agent") == agent
                && later.arrived().duration_since(lost.arrived()).is_ok_and(|passed| passed >= SOON)
        });
        if let (true, Some(status)) = (has_gone_on, lost.status()) {
            let place = Place { exchange: Some(lost.number()), ..Place::default() };
            sink.tell(place, format!("the request was answered with {status}, and never came again"));
        }
    }
}
