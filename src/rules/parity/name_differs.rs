use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// An instrument has the name on `/metrics` that the translation strategy gives it.
    ///
    /// All names of a process follow one strategy. Where one differs, queries that were written for the others do not find it.
    "parity/name-differs": Must, Error, DataWrong;
    cites OTEL_PROMETHEUS_EXPORTER, "Translation Strategy";
    help "translate all names with one strategy, and say which one";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders.taken","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
{"name":"stock.low","description":"Goods in stock.","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

HTTP/1.1 200 OK
Content-Type: application/json

{}
---
GET /metrics HTTP/1.1
Accept: text/plain;version=1.0.0;escaping=allow-utf-8

HTTP/1.1 200 OK
Content-Type: text/plain; version=1.0.0; escaping=allow-utf-8; charset=utf-8

# HELP target_info Target metadata.
# TYPE target_info gauge
target_info{service_instance_id="627cc493-f310-47de-96bd-71410b7dec09",service_name="shop",telemetry_sdk_language="rust",telemetry_sdk_name="opentelemetry",telemetry_sdk_version="0.33.0"} 1
# HELP orders_taken_total Orders taken.
# TYPE orders_taken_total counter
orders_taken_total{tier="gold",otel_scope_name="shop"} 3
# HELP "stock.low" Goods in stock.
# TYPE "stock.low" gauge
{"stock.low",otel_scope_name="shop"} 3
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"orders","description":"Orders taken.","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
{"name":"stock.low","description":"Goods in stock.","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP stock_low Goods in stock.
# TYPE stock_low gauge
stock_low{otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
