use super::tell;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A unit is spelled with the word that the specification has for it.
    ///
    /// For `kBy` and `TiBy` released translators write other words than the specification, and for units with something in braces they drop more or less of them. Whoever changes the exporter gets other names.
    "parity/unit-word-disputed": Must, Info, Style;
    cites COMPATIBILITY, "Metric Metadata";
    help "expect both spellings in queries until all exporters have the same";
    bad "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"disk","description":"Goods in stock.","unit":"TiBy","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP disk_tibibytes Goods in stock.
# TYPE disk_tibibytes gauge
disk_tibibytes{otel_scope_name="shop"} 3
"#;
    good "http" r#"
POST /v1/metrics HTTP/1.1
Content-Type: application/json
User-Agent: OTel-OTLP-Exporter-Rust/0.33.0

{"name":"disk","description":"Goods in stock.","unit":"TiBy","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000"}]}}

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
# HELP disk_tebibytes Goods in stock.
# TYPE disk_tebibytes gauge
disk_tebibytes{otel_scope_name="shop"} 3
"#;
    check Check::Capture(tell);
}
