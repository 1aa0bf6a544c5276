use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Exemplars that are pushed are also written into formats that have them.
    ///
    /// OpenMetrics has a place for them and the older text has none. OpenTelemetry Python writes none at all, so that no graph leads to a trace.
    "parity/exemplars-lost": Must, Warning, DataLost;
    cites COMPATIBILITY, "Exemplars";
    help "write exemplars where the format has a place for them";
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
orders_total{tier="gold",otel_scope_name="shop"} 3
orders_created{tier="gold",otel_scope_name="shop"} 1699999990
# EOF
"#;
    good "http" r#"
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
orders_total{tier="gold",otel_scope_name="shop"} 3 # {span_id="b7ad6b7169203331",trace_id="0af7651916cd43dd8448eb211c80319c"} 1 1699999995
orders_created{tier="gold",otel_scope_name="shop"} 1699999990
# EOF
"#;
    check Check::Capture(tell);
}
