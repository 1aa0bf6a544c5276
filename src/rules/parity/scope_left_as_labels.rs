use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Labels that say the scope become the scope on the way to OTLP, and are no attributes there.
    "parity/scope-left-as-labels": Must, Error, DataWrong;
    cites COMPATIBILITY, "Instrumentation Scope (from Prometheus)";
    help "take the `otel_scope_` labels off the points and fill the scope";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders_total","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"otel_scope_name","value":{"stringValue":"shop"}},{"key":"tier","value":{"stringValue":"gold"}}]}]},"metadata":[{"key":"prometheus.type","value":{"stringValue":"counter"}}]}

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
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders_total","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]},"metadata":[{"key":"prometheus.type","value":{"stringValue":"counter"}}]}

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
