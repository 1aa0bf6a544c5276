//! The exposition formats by name.

use std::fmt;
use std::str::FromStr;

/// A format in which a target exposes its metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Prometheus text 0.0.4.
    ///
    /// The published grammar no longer tells the two text versions apart, so quoted names are read here too.
    PrometheusText,
    /// Prometheus text 1.0.0: 0.0.4 with quoted UTF-8 names.
    PrometheusText1,
    /// OpenMetrics text 1.0.
    OpenMetricsText,
    /// OpenMetrics text 2.0 (release candidate): composite values and start times.
    OpenMetricsText2,
    /// Length-delimited `io.prometheus.client.MetricFamily` messages.
    PrometheusProtobuf,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [
        Self::PrometheusText,
        Self::PrometheusText1,
        Self::OpenMetricsText,
        Self::OpenMetricsText2,
        Self::PrometheusProtobuf,
    ];

    /// The name by which the command line knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PrometheusText => "prometheus-text",
            Self::PrometheusText1 => "prometheus-text-1",
            Self::OpenMetricsText => "openmetrics-text",
            Self::OpenMetricsText2 => "openmetrics-text-2",
            Self::PrometheusProtobuf => "prometheus-protobuf",
        }
    }

    /// The `Content-Type` under which a target serves it.
    ///
    /// Version 1.0.0 of the text format exists for its UTF-8 names, so its type says that they are allowed.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::PrometheusText => "text/plain; version=0.0.4; charset=utf-8",
            Self::PrometheusText1 => "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
            Self::OpenMetricsText => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::OpenMetricsText2 => "application/openmetrics-text; version=2.0.0; charset=utf-8",
            Self::PrometheusProtobuf => {
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            }
        }
    }

    /// Whether it is one of the two OpenMetrics formats.
    #[must_use]
    pub const fn is_openmetrics(self) -> bool {
        matches!(self, Self::OpenMetricsText | Self::OpenMetricsText2)
    }

    /// Whether it is text, line by line.
    #[must_use]
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::PrometheusProtobuf)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// There is no exposition format of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown exposition format `{}`", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("prometheus".parse::<Format>(), Err(UnknownFormat("prometheus".to_owned())));
    }
}
