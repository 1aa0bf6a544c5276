//! The documents that rules cite, with the version that was read.

/// Name and version of a document.
pub(crate) type Source = (&'static str, &'static str);

pub(super) const PROMETHEUS_TEXT: Source = ("Prometheus text format", "0.0.4 and 1.0.0");
pub(super) const OPENMETRICS: Source = ("OpenMetrics", "1.0");
pub(super) const OPENMETRICS_2: Source = ("OpenMetrics", "2.0-rc0");
pub(super) const PROMETHEUS_PROTOBUF: Source =
    ("Prometheus protobuf format", "io.prometheus.client, 2026-11");
pub(super) const NATIVE_HISTOGRAMS: Source = ("Prometheus native histograms", "1.0, 2026-11");
pub(super) const NEGOTIATION: Source = ("Prometheus content negotiation", "2026-11");
pub(super) const ESCAPING: Source = ("Prometheus escaping schemes", "2026-11");
pub(super) const PROMETHEUS_SERVER: Source = ("Prometheus server", "3.14, read and run 2026-11");
pub(super) const PROMETHEUS_DATA_MODEL: Source = ("Prometheus data model", "2026-11");
pub(super) const PROMETHEUS_NAMING: Source = ("Prometheus practices: naming", "2026-11");
pub(super) const PROMETHEUS_INSTRUMENTATION: Source = ("Prometheus practices: instrumentation", "2026-11");
pub(super) const PROMETHEUS_HISTOGRAMS: Source = ("Prometheus practices: histograms", "2026-11");
pub(super) const PROMETHEUS_EXPORTERS: Source = ("Prometheus: writing exporters", "2026-11");
pub(super) const PROMETHEUS_CLIENTS: Source = ("Prometheus: writing client libraries", "2026-11");
pub(super) const OTLP: Source = ("OTLP", "1.11.0");
pub(super) const OTEL_DATA_MODEL: Source = ("OpenTelemetry metrics data model", "1.60.0");
pub(super) const OTEL_API: Source = ("OpenTelemetry metrics API", "1.60.0");
pub(super) const OTEL_SDK: Source = ("OpenTelemetry metrics SDK", "1.60.0");
pub(super) const OTEL_EXPORTER: Source = ("OpenTelemetry OTLP exporter", "1.60.0");
pub(super) const OTEL_ENVIRONMENT: Source = ("OpenTelemetry environment variables", "1.60.0");
pub(super) const OTEL_COMMON: Source = ("OpenTelemetry common concepts", "1.60.0");
/// Nobody in the rule book asks what a library does with its own errors; scenarios do.
#[cfg(feature = "conformance")]
const OTEL_ERRORS: Source = ("OpenTelemetry error handling", "1.60.0");
pub(super) const OTEL_RESOURCE: Source = ("OpenTelemetry resource SDK", "1.60.0");
pub(super) const COMPATIBILITY: Source = ("OpenTelemetry Prometheus and OpenMetrics compatibility", "1.60.0");
pub(super) const OTEL_PROMETHEUS_EXPORTER: Source = ("OpenTelemetry Prometheus exporter", "1.60.0");
pub(super) const PROMETHEUS_OTLP: Source = ("Prometheus OTLP receiver", "3.14, read and run 2026-11");
pub(super) const OTLP_TRANSLATOR: Source = ("Prometheus otlptranslator", "2026-11");
pub(super) const SEMANTIC_CONVENTIONS: Source = ("OpenTelemetry semantic conventions", "1.44.0");
pub(super) const HTTP: Source = ("HTTP semantics", "RFC 9110");
pub(super) const EXPERIENCE: Source = ("Experience", "measured 2026-11");

/// The document of that short name, for those who cite from outside of the rule book.
#[cfg(feature = "conformance")]
pub(crate) fn cited(name: &str) -> Option<Source> {
    Some(match name {
        "otlp" => OTLP,
        "otlp-exporter" => OTEL_EXPORTER,
        "otel-sdk" => OTEL_SDK,
        "otel-api" => OTEL_API,
        "otel-environment" => OTEL_ENVIRONMENT,
        "otel-resource" => OTEL_RESOURCE,
        "otel-common" => OTEL_COMMON,
        "otel-errors" => OTEL_ERRORS,
        "otel-data-model" => OTEL_DATA_MODEL,
        "otel-prometheus-exporter" => OTEL_PROMETHEUS_EXPORTER,
        "compatibility" => COMPATIBILITY,
        "prometheus-text" => PROMETHEUS_TEXT,
        "openmetrics" => OPENMETRICS,
        "negotiation" => NEGOTIATION,
        "escaping" => ESCAPING,
        "prometheus-server" => PROMETHEUS_SERVER,
        "prometheus-clients" => PROMETHEUS_CLIENTS,
        "prometheus-exporters" => PROMETHEUS_EXPORTERS,
        "prometheus-instrumentation" => PROMETHEUS_INSTRUMENTATION,
        "otel-configuration" => ("OpenTelemetry common configuration", "1.60.0"),
        "http" => HTTP,
        "experience" => EXPERIENCE,
        _ => return None,
    })
}
