//! What the environment variables of OpenTelemetry's specification ask for.

mod endpoint;
mod environment;
mod lists;

pub(crate) use endpoint::Endpoint;
pub(crate) use environment::{Environment, Limit};
pub(crate) use lists::decoded;

use std::path::PathBuf;
use std::time::Duration;

use crate::defects::{self, Defect};
use crate::say::crash;
use environment::warn;

/// How requests are written and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Grpc,
    Protobuf,
    Json,
}

/// Which instruments are sent as delta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preference {
    Cumulative,
    Delta,
    LowMemory,
}

/// Which measurements are kept as exemplars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    AlwaysOn,
    AlwaysOff,
    TraceBased,
}

/// Everything that can be asked for.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Whether there is anything to be exported.
    pub(crate) exports: bool,
    pub(crate) endpoint: Endpoint,
    pub(crate) protocol: Protocol,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) timeout: Limit,
    pub(crate) gzip: bool,
    pub(crate) certificate: Option<PathBuf>,
    /// Certificate and key by which it shows who it is.
    pub(crate) client: Option<(PathBuf, PathBuf)>,
    pub(crate) preference: Preference,
    pub(crate) exponential: bool,
    pub(crate) interval: Duration,
    pub(crate) export_timeout: Limit,
    pub(crate) filter: Filter,
    pub(crate) resource: Vec<(String, String)>,
}

impl Settings {
    /// Reads the environment. `instance` is what tells this process from others.
    pub(crate) fn read(environment: &Environment, instance: &str) -> Self {
        let protocol = protocol(environment);
        let ignored = [Some(Defect::CertificateIgnored); 2];
        let file =
            |option: &str| environment.option(option, ignored).first().map(|(_, value)| PathBuf::from(value));
        Self {
            exports: !is_disabled(environment) && has_exporter(environment),
            endpoint: Endpoint::read(environment, protocol),
            protocol,
            headers: lists::headers(environment),
            timeout: Environment::first(
                &environment
                    .option("TIMEOUT", [Some(Defect::MetricsTimeoutIgnored), Some(Defect::TimeoutIgnored)]),
                Limit::read,
                "a number of milliseconds",
            )
            .unwrap_or(Limit(Some(Duration::from_secs(10)))),
            gzip: is_compressed(environment),
            certificate: file("CERTIFICATE"),
            client: file("CLIENT_CERTIFICATE")
                .zip(file("CLIENT_KEY"))
                .filter(|_| !defects::has(Defect::ClientCertificateIgnored)),
            preference: preference(environment),
            exponential: is_exponential(environment),
            interval: interval(environment),
            export_timeout: export_timeout(environment),
            filter: filter(environment),
            resource: lists::resource(environment, instance),
        }
    }
}

fn protocol(environment: &Environment) -> Protocol {
    let words =
        [("grpc", Protocol::Grpc), ("http/protobuf", Protocol::Protobuf), ("http/json", Protocol::Json)];
    let ignored = [Some(Defect::MetricsProtocolIgnored), Some(Defect::ProtocolIgnored)];
    let read = |value: &str| {
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
        if found.is_none() && defects::has(Defect::ProtocolUnknownCrashes) {
            crash(&format!("unknown protocol {value:?}"));
        }
        found.map(|(_, protocol)| *protocol)
    };
    if defects::has(Defect::AlwaysGrpc) {
        return Protocol::Grpc;
    }
    Environment::first(&environment.option("PROTOCOL", ignored), read, "grpc, http/protobuf, http/json")
        .unwrap_or(Protocol::Protobuf)
}

fn is_compressed(environment: &Environment) -> bool {
    let ignored = [Some(Defect::MetricsCompressionIgnored), Some(Defect::CompressionIgnored)];
    let read = |value: &str| match value.to_ascii_lowercase().as_str() {
        "gzip" => Some(true),
        "none" => Some(false),
        _ => None,
    };
    let gzip = Environment::first(&environment.option("COMPRESSION", ignored), read, "gzip or none");
    gzip.unwrap_or(false) || defects::has(Defect::CompressedWhenNotAsked)
}

fn preference(environment: &Environment) -> Preference {
    let words = [
        ("cumulative", Preference::Cumulative),
        ("delta", Preference::Delta),
        ("lowmemory", Preference::LowMemory),
    ];
    let name = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
    if defects::has(Defect::TemporalityIgnored) {
        return Preference::Cumulative;
    }
    let (sensitive, crashes) = (Defect::TemporalityCaseSensitive, Some(Defect::TemporalityUnknownCrashes));
    match environment.word(name, &words, sensitive, crashes) {
        _ if defects::has(Defect::DeltaAlways) => Preference::Delta,
        Some(Preference::LowMemory) if defects::has(Defect::LowmemoryIgnored) => Preference::Cumulative,
        found => found.unwrap_or(Preference::Cumulative),
    }
}

fn is_exponential(environment: &Environment) -> bool {
    let words = [("explicit_bucket_histogram", false), ("base2_exponential_bucket_histogram", true)];
    let name = "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION";
    let (sensitive, crashes) = (Defect::HistogramCaseSensitive, Some(Defect::HistogramUnknownCrashes));
    defects::has(Defect::ExponentialAlways)
        || !defects::has(Defect::HistogramIgnored)
            && environment.word(name, &words, sensitive, crashes).unwrap_or(false)
}

fn interval(environment: &Environment) -> Duration {
    let (name, usual) = ("OTEL_METRIC_EXPORT_INTERVAL", Duration::from_secs(60));
    let Some(value) = environment.get(name).filter(|_| !defects::has(Defect::IntervalIgnored)) else {
        return usual;
    };
    match value.parse::<u64>() {
        Ok(seconds @ 1..) if defects::has(Defect::IntervalInSeconds) => Duration::from_secs(seconds),
        Ok(millis @ 1..) => Duration::from_millis(millis),
        Ok(0) if defects::has(Defect::IntervalZeroCrashes) => crash("the interval is zero"),
        Err(_) if defects::has(Defect::IntervalBadCrashes) => crash(&format!("the interval is {value:?}")),
        _ => {
            warn(name, value, "a positive number of milliseconds");
            usual
        }
    }
}

fn export_timeout(environment: &Environment) -> Limit {
    let (name, usual) = ("OTEL_METRIC_EXPORT_TIMEOUT", Limit(Some(Duration::from_secs(30))));
    let value = environment.get(name).filter(|_| !defects::has(Defect::ExportTimeoutIgnored));
    let variables: Vec<(String, &str)> = value.map(|value| (name.to_owned(), value)).into_iter().collect();
    let read = |text: &str| {
        let limit = Limit::read(text);
        if limit.is_none() && defects::has(Defect::ExportTimeoutBadCrashes) {
            crash(&format!("the time-out is {text:?}"));
        }
        limit
    };
    Environment::first(&variables, read, "a number of milliseconds").unwrap_or(usual)
}

fn filter(environment: &Environment) -> Filter {
    if defects::has(Defect::ExemplarsAlways) {
        return Filter::AlwaysOn;
    }
    if defects::has(Defect::ExemplarsNever) {
        return Filter::AlwaysOff;
    }
    let words = [
        ("always_on", Filter::AlwaysOn),
        ("always_off", Filter::AlwaysOff),
        ("trace_based", Filter::TraceBased),
    ];
    let read = |value: &str| {
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
        if found.is_none() && defects::has(Defect::FilterUnknownCrashes) {
            crash(&format!("unknown filter {value:?}"));
        }
        found.map(|(_, filter)| *filter)
    };
    let name = "OTEL_METRICS_EXEMPLAR_FILTER";
    let variables: Vec<(String, &str)> =
        environment.get(name).map(|value| (name.to_owned(), value)).into_iter().collect();
    Environment::first(&variables, read, "always_on, always_off, trace_based").unwrap_or(Filter::TraceBased)
}

fn is_disabled(environment: &Environment) -> bool {
    let name = "OTEL_SDK_DISABLED";
    if defects::has(Defect::DisabledIgnored) {
        return false;
    }
    let is_disabled = match environment.get(name) {
        Some(value) if defects::has(Defect::DisabledLoose) && matches!(value, "1" | "yes") => true,
        Some(value) if defects::has(Defect::DisabledCaseSensitive) => value == "true",
        _ => environment.truth(name),
    };
    if is_disabled && defects::has(Defect::DisabledCrashes) {
        crash("there is no provider");
    }
    is_disabled
}

/// A list of exporters; what this program cannot do is said and left out.
fn has_exporter(environment: &Environment) -> bool {
    let name = "OTEL_METRICS_EXPORTER";
    let Some(value) = environment.get(name).filter(|_| !defects::has(Defect::NoneIgnored)) else {
        return true;
    };
    let (mut has_one, mut knows_one) = (false, false);
    for exporter in value.split(',').map(str::trim) {
        match exporter.to_ascii_lowercase().as_str() {
            "otlp" if defects::has(Defect::OtlpUnknown) => knows_one = true,
            "otlp" => has_one = true,
            // Whether it is scraped is said on the command line.
            "none" | "prometheus" => knows_one = true,
            _ => warn(name, exporter, "otlp, none"),
        }
    }
    // Where nothing is known, nothing was asked for.
    has_one || !knows_one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Settings {
        Settings::read(&Environment::with(variables), "i")
    }

    #[test]
    fn what_is_for_metrics_wins_and_what_is_empty_is_unset() {
        let (general, metrics) = ("OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT");
        let millis = |variables: &[(&str, &str)]| read(variables).timeout.0.map(|time| time.as_millis());
        assert_eq!(millis(&[]), Some(10_000));
        assert_eq!(millis(&[(general, "2000"), (metrics, "300")]), Some(300));
        assert_eq!(millis(&[(general, "2000"), (metrics, "")]), Some(2000));
        assert_eq!(millis(&[(general, "-1")]), Some(10_000));
        assert_eq!(millis(&[(general, "0")]), None);
    }

    #[test]
    fn words_are_known_in_any_case_and_strange_ones_change_nothing() {
        let settings = read(&[
            ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "DELTA"),
            (
                "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
                "Base2_Exponential_Bucket_Histogram",
            ),
            ("OTEL_SDK_DISABLED", "1"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "soon"),
        ]);
        assert_eq!(settings.preference, Preference::Delta);
        assert!(settings.exponential && settings.exports);
        assert_eq!(settings.interval, Duration::from_secs(60));
        assert!(!read(&[("OTEL_SDK_DISABLED", "True")]).exports);
        assert!(!read(&[("OTEL_METRICS_EXPORTER", "none")]).exports);
    }
}
