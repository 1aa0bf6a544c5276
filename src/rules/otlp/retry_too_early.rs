use super::answer;
use super::attempts::attempts;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use std::time::Duration;

rule! {
    /// A retry waits as long as the receiver asks for.
    ///
    /// `Retry-After` over HTTP and `RetryInfo` over gRPC say how long it will be busy. Attempts before that are in vain and make it
    /// busier.
    "otlp/retry-too-early": Should, Warning, Costs;
    cites OTLP, "OTLP/HTTP Throttling, OTLP/gRPC Throttling";
    help "wait for the time in `Retry-After` or `RetryInfo` before the next attempt";
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 429 Too Many Requests
retry-after: 30
---
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    bad "http" r#"
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
retry-after: Tue, 14 Nov 2023 22:14:00 GMT
---
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
"#;
    bad "http" r#"
POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export
content-type: application/grpc
user-agent: OTel-OTLP-Exporter-Rust/0.33.0
grpc-timeout: 10S

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 200 OK
grpc-status: 14
grpc-status-details-bin: CA4SBGJ1c3kaMAoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLlJldHJ5SW5mbxIECgIIPA
---
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
HTTP/1.1 429 Too Many Requests
retry-after: 5
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
    // Dates have whole seconds, and clocks are read at both ends.
    const TOLERANCE: Duration = Duration::from_millis(1050);
    for attempts in attempts(view) {
        for pair in attempts.windows(2) {
            let Some(asked) = answer::delay(pair[0]) else { continue };
            let waited = pair[1].arrived().duration_since(pair[0].arrived()).unwrap_or_default();
            if waited + TOLERANCE < asked {
                let place = Place { exchange: Some(pair[1].number()), ..Place::default() };
                let (asked, waited) = (asked.as_secs_f64(), waited.as_secs_f64());
                sink.tell(
                    place,
                    format!("the retry came after {waited:.1} s, although {asked:.1} s were asked for"),
                );
            }
        }
    }
}
