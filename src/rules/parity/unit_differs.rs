use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// The unit that metadata says is the unit of the instrument: the word in Prometheus, the code in OTLP.
    ///
    /// `# UNIT wait_seconds seconds` goes with the unit `s`. Readers of OpenMetrics refuse a unit that is not the end of the name.
    "parity/unit-differs": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Metric Metadata";
    help "write the word in Prometheus and the code in OTLP";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait.milliseconds","description":"Goods in stock.","unit":"","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP wait_milliseconds Goods in stock.
# TYPE wait_milliseconds gauge
# UNIT wait_milliseconds milliseconds
wait_milliseconds{otel_scope_name="shop"} 3
# EOF
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"wait","description":"Goods in stock.","unit":"s","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP wait_seconds Goods in stock.
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
wait_seconds{otel_scope_name="shop"} 3
# EOF
"#;
    check Check::Capture(tell);
}
