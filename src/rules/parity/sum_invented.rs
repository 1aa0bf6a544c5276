use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A histogram without a sum has none in Prometheus.
    ///
    /// Sums are left out where observations may be negative. Zero in their place makes averages of zero.
    "parity/sum-invented": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Histograms";
    help "leave `_sum` out where there is no sum";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata.
# TYPE target_info gauge
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP wait_seconds Time waited.
# TYPE wait_seconds histogram
wait_seconds_bucket{otel_scope_name="shop",le="1.0"} 1
wait_seconds_bucket{otel_scope_name="shop",le="2.0"} 2
wait_seconds_bucket{otel_scope_name="shop",le="+Inf"} 3
wait_seconds_sum{otel_scope_name="shop"} 0
wait_seconds_count{otel_scope_name="shop"} 3
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP target_info Target metadata.
# TYPE target_info gauge
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP wait_seconds Time waited.
# TYPE wait_seconds histogram
wait_seconds_bucket{otel_scope_name="shop",le="1.0"} 1
wait_seconds_bucket{otel_scope_name="shop",le="2.0"} 2
wait_seconds_bucket{otel_scope_name="shop",le="+Inf"} 3
wait_seconds_sum{otel_scope_name="shop"} 4.5
wait_seconds_count{otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
