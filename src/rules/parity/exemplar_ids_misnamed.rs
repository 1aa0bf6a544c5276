use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The trace of an exemplar is in the labels `trace_id` and `span_id`, or in OTLP's own fields.
    ///
    /// Under any other name nothing leads from the graph to the trace.
    "parity/exemplar-ids-misnamed": Must, Warning, DataLost;
    cites COMPATIBILITY, "Exemplars";
    help "call the labels `trace_id` and `span_id`, and fill the fields on the way to OTLP";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"exemplars":[{"timeUnixNano":"1699999995000000000","asInt":"1","traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# HELP target Target metadata.
# TYPE target info
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP orders Orders taken.
# TYPE orders counter
orders_total{tier="gold",otel_scope_name="shop"} 3 # {traceID="0af7651916cd43dd8448eb211c80319c"} 1 1699999995
orders_created{tier="gold",otel_scope_name="shop"} 1699999990
# EOF
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}

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
# HELP orders_total Orders taken.
# TYPE orders_total counter
orders_total{tier="gold",otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
