use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The labels of a series are the attributes of the point, each translated by itself.
    ///
    /// Sums over a label that was dropped count twice, and joins on one that was renamed find nothing. A bridge that speaks for several
    /// targets, as the Collector does, has to say `job` and `instance` of the resource on each series, beside the attributes.
    "parity/labels-differ": Must, Error, DataWrong;
    cites COMPATIBILITY, "Metric Attributes";
    help "take each attribute over as one label";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"method","value":{"stringValue":"GET"}},{"key":"tier","value":{"stringValue":"gold"}}]}]}}

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
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OpenTelemetry Collector/0.155.0

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
target_info{instance="627cc493-f310-47de-96bd-71410b7dec09",job="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP orders_total Orders taken.
# TYPE orders_total counter
orders_total{instance="627cc493-f310-47de-96bd-71410b7dec09",job="shop",tier="gold",otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
