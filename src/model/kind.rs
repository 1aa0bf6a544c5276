//! What kind of instrument a family is, and how its points add up over time.

use std::fmt;

/// The type of a metric family, in either world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// No type was said: `untyped`, `unknown`, or an OTLP metric without data.
    Unknown,
    /// A value that only grows: a Prometheus counter or a monotonic OTLP sum.
    Counter,
    /// A sum that may fall: a non-monotonic OTLP sum. Prometheus knows it as a gauge.
    UpDownCounter,
    /// A value that is what it is.
    Gauge,
    /// A distribution in explicit or (from Prometheus) native buckets.
    Histogram,
    /// An OTLP exponential histogram.
    ExponentialHistogram,
    /// A distribution whose buckets may fall (OpenMetrics).
    GaugeHistogram,
    /// Quantiles computed by the service itself.
    Summary,
    /// Labels that describe something; the value is always 1 (OpenMetrics).
    Info,
    /// A set of boolean states, one series each (OpenMetrics).
    StateSet,
}

impl Kind {
    /// Every kind, in the order of their definition.
    pub const ALL: [Self; 10] = [
        Self::Unknown,
        Self::Counter,
        Self::UpDownCounter,
        Self::Gauge,
        Self::Histogram,
        Self::ExponentialHistogram,
        Self::GaugeHistogram,
        Self::Summary,
        Self::Info,
        Self::StateSet,
    ];

    /// The kind in lower case, as contracts write it: `counter`, `updowncounter`, `exponentialhistogram`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Counter => "counter",
            Self::UpDownCounter => "updowncounter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
            Self::ExponentialHistogram => "exponentialhistogram",
            Self::GaugeHistogram => "gaugehistogram",
            Self::Summary => "summary",
            Self::Info => "info",
            Self::StateSet => "stateset",
        }
    }

    /// The kind of that [`Kind::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether points of this kind carry buckets.
    #[must_use]
    pub const fn is_distribution(self) -> bool {
        matches!(self, Self::Histogram | Self::ExponentialHistogram | Self::GaugeHistogram)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What the points of a sum or histogram count: everything since the start, or what came since the last point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Temporality {
    /// OTLP's zero value, which the data model forbids to send.
    Unspecified,
    /// Each point holds what came since the one before.
    Delta,
    /// Each point holds everything since the start time.
    Cumulative,
    /// A number that the protocol does not define.
    Other(i32),
}

impl fmt::Display for Temporality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unspecified => f.pad("unspecified"),
            Self::Delta => f.pad("delta"),
            Self::Cumulative => f.pad("cumulative"),
            Self::Other(number) => write!(f, "temporality({number})"),
        }
    }
}
