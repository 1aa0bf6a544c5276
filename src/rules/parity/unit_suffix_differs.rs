use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The unit in the name on `/metrics` is the unit of the instrument, written as a word, once, in front of `_total`.
    ///
    /// `s` becomes `_seconds`, `By/s` becomes `_bytes_per_second`, and `{request}` becomes nothing at all. A name with another unit makes every graph of it wrong by a factor; one without a unit leaves people to guess.
    "parity/unit-suffix-differs": Must, Error, DataWrong;
    cites COMPATIBILITY, "Metric Metadata";
    help "append the word for the unit once, in front of `_total`; what stands in braces is no unit";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"temperature","description":"Goods in stock.","unit":"Cel","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP temperature_Cel Goods in stock.
# TYPE temperature_Cel gauge
temperature_Cel{otel_scope_name="shop"} 3
"#;
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"sent","description":"Orders taken.","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}

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
# HELP sent_bytes_bytes_total Orders taken.
# TYPE sent_bytes_bytes_total counter
sent_bytes_bytes_total{tier="gold",otel_scope_name="shop"} 3
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"temperature","description":"Goods in stock.","unit":"Cel","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP temperature_celsius Goods in stock.
# TYPE temperature_celsius gauge
temperature_celsius{otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
