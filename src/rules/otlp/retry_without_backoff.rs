use super::answer::{self, Answer};
use super::attempts::attempts;
use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;

rule! {
    /// Retries come at growing intervals.
    ///
    /// Many exporters that come back each second keep a receiver down that is about to recover. Intervals that grow, with some chance
    /// in them, spread the attempts.
    "otlp/retry-without-backoff": Must, Warning, Costs;
    cites OTEL_EXPORTER, "Retry";
    help "wait twice as long before each further attempt, give or take some";
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

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
---
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
HTTP/1.1 503 Service Unavailable
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
HTTP/1.1 503 Service Unavailable
---
POST /v1/metrics
content-type: application/json
user-agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
HTTP/1.1 503 Service Unavailable
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    for attempts in attempts(view) {
        let asks_again = |exchange: &&Exchange| {
            Answer::of(exchange) == Answer::Retryable && answer::delay(exchange).is_none()
        };
        let in_vain = attempts.iter().take_while(|exchange| asks_again(exchange)).count();
        let attempts = &attempts[..attempts.len().min(in_vain + 1)];
        let waited = |pair: &[&Exchange]| {
            pair[1].arrived().duration_since(pair[0].arrived()).unwrap_or_default().as_secs_f64()
        };
        let intervals: Vec<f64> = attempts.windows(2).map(waited).collect();
        if let [first, _, .., last] = intervals[..]
            && intervals.len() > 2
            && last < 1.5 * first
        {
            let place =
                Place { exchange: attempts.last().map(|exchange| exchange.number()), ..Place::default() };
            sink.tell(
                place,
                format!(
                    "{} retries, the first after {first:.1} s, the last after {last:.1} s",
                    intervals.len()
                ),
            );
        }
    }
}
