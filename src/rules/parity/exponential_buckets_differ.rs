use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Exponential buckets are the same buckets on both sides: each index one higher in Prometheus, and neighbours merged down to a schema that it has.
    ///
    /// OpenTelemetry numbers a bucket by its lower bound and Prometheus by its upper one. Without the shift each observation is off by one bucket, which no other check shows.
    "parity/exponential-buckets-differ": Must, Error, DataWrong;
    cites COMPATIBILITY, "Exponential Histograms";
    help "add one to each index after neighbours were merged; Prometheus counts from the upper bound";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=2.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=2.0.0; charset=utf-8

# HELP target_info Target metadata.
# TYPE target_info info
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP wait_seconds Time waited.
# TYPE wait_seconds histogram
wait_seconds{otel_scope_name="shop"} {count:3,sum:3.6,schema:3,zero_threshold:0,zero_count:0,positive_spans:[1:2],positive_buckets:[1,2]} st@1699999990
# EOF
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=2.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=2.0.0; charset=utf-8

# HELP target_info Target metadata.
# TYPE target_info info
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP wait_seconds Time waited.
# TYPE wait_seconds histogram
wait_seconds{otel_scope_name="shop"} {count:3,sum:3.6,schema:3,zero_threshold:0,zero_count:0,positive_spans:[2:2],positive_buckets:[1,2]} st@1699999990
# EOF
"#;
    check Check::Capture(tell);
}
