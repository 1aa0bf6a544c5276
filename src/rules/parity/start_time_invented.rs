use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Where no creation time was scraped, no start time is made up.
    ///
    /// Collectors can be told to guess it, on purpose. A guess that is too late makes a counter look reset.
    "parity/start-time-invented": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Timestamps";
    help "leave the start time unset where none was scraped";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders_total","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]},"metadata":[{"key":"prometheus.type","value":{"stringValue":"counter"}}]}

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
# EOF
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
    check Check::Capture(tell);
}
