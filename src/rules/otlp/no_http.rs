use super::push;
use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// Whoever connects to a receiver speaks HTTP.
    ///
    /// OTLP knows gRPC and HTTP. StatsD, plain TCP and health checks that connect and write something else end here.
    "otlp/no-http": Must, Error, DataLost;
    cites OTLP, "Protocol Details";
    help "send metrics over gRPC or HTTP; let health checks ask for a path";
    bad "http" r"problem: the client speaks no HTTP: invalid HTTP method parsed
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
    if let Some(problem) = push::never_asked(exchange).filter(|problem| !problem.contains("TLS")) {
        sink.tell(Place::default(), problem);
    }
}
