//! One run seen over OTLP and over `/metrics`: whether both say the same instruments.

mod aspect;
mod describe;
mod looks;
mod matching;
mod names;
mod otlp;
mod points;
mod prometheus;
mod stream;
mod target;
mod values;

#[cfg(test)]
mod tests;

use std::fmt;

pub use aspect::Aspect;

use super::strategy::Strategy;
use crate::capture::Capture;
use looks::Looks;

/// Which way a bridge goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Instruments of OpenTelemetry that are exposed for Prometheus, by the service itself or by a collector.
    #[default]
    ToPrometheus,
    /// Metrics that were scraped and pushed on over OTLP, as the Collector's Prometheus receiver does.
    ToOtlp,
}

impl Direction {
    /// The direction in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToPrometheus => "to-prometheus",
            Self::ToOtlp => "to-otlp",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// On which terms both sides are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    strategy: Strategy,
    direction: Direction,
    gauges: bool,
    unordered: bool,
}

impl Terms {
    /// Names as the specification has them by default, to Prometheus.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How names are translated.
    #[must_use]
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// Which way the bridge goes.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Compares gauges and other values that may fall, too. They say nothing unless both looks were taken while nothing moved.
    #[must_use]
    pub fn gauges(mut self) -> Self {
        self.gauges = true;
        self
    }

    /// It is not known which side was looked at first; the times of arrival say nothing.
    #[must_use]
    pub fn unordered(mut self) -> Self {
        self.unordered = true;
        self
    }
}

/// One thing that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub aspect: Aspect,
    /// The family on the side from which the bridge comes.
    pub family: String,
    /// The family on the other side, where there is one.
    pub counterpart: Option<String>,
    /// The labels of the series, if one is meant.
    pub series: Option<String>,
    /// What OTLP says.
    pub pushed: String,
    /// What `/metrics` says.
    pub scraped: String,
    /// How many more of the same kind were found in the family.
    pub more: usize,
}

impl Difference {
    /// The rule of the book that asks for it.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.aspect.rule()
    }
}

/// Writes both sides: ``orders{tier="gold"}: pushed 3, scraped 2``.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.aspect.what())?;
        write!(f, ": OTLP says {}, /metrics says {}", self.pushed, self.scraped)?;
        if self.more > 0 {
            write!(f, " (and {} more)", self.more)?;
        }
        Ok(())
    }
}

/// What a comparison of both sides found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parity {
    differences: Vec<Difference>,
    /// How many instruments were found on both sides.
    pub families: usize,
    /// How many series were found on both sides.
    pub series: usize,
    /// Families that only the other side has, and that nothing shows to come from the bridge.
    pub others: Vec<String>,
    /// The exchange of the scrape that was compared, counted from zero.
    pub scrape: usize,
}

impl Parity {
    /// Compares what was pushed with what was scraped; both may be in one capture. `None` where a side says no metrics.
    ///
    /// Of several scrapes the last one is taken that was not after the last push.
    ///
    /// ```
    /// use meterstick::bridge::{Parity, Terms};
    /// use meterstick::capture::{BodyFormat, Capture};
    /// use meterstick::exposition::Format;
    ///
    /// let pushed = Capture::of_body(BodyFormat::OtlpJson, r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[
    ///     {"name":"orders.processed","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3"}]}}]}]}]}"#);
    /// let scraped = Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), "# TYPE orders_processed_total counter\norders_processed_total 3\n");
    /// let parity = Parity::of(&pushed, &scraped, &Terms::new().unordered()).expect("both sides say metrics");
    /// assert!(parity.is_kept(), "{parity}");
    /// ```
    #[must_use]
    pub fn of(pushed: &Capture, scraped: &Capture, terms: &Terms) -> Option<Self> {
        let looks = Looks::of(pushed, scraped, terms.unordered)?;
        Some(match terms.direction {
            Direction::ToPrometheus => prometheus::compare(&looks, terms),
            Direction::ToOtlp => otlp::compare(&looks, terms),
        })
    }

    /// The direction of a bridge between the two worlds of a capture, and its strategy, as far as the capture shows that there is a bridge:
    /// a target that names the same instance as a resource, or metrics that say which type they had in Prometheus.
    #[must_use]
    pub fn evident(capture: &Capture) -> Option<Terms> {
        let looks = Looks::of(capture, capture, false)?;
        looks.evidence()
    }

    /// What differs, family by family.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Whether nothing differs but what is only worth knowing.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.differences.iter().all(|difference| difference.aspect.is_minor())
    }

    /// How many of the same kind are kept of one family.
    const KEPT: usize = 5;

    fn tell(&mut self, difference: Difference) {
        // What a bridge does everywhere is told once.
        let is_general = matches!(difference.aspect, Aspect::Start | Aspect::ResourceCopied);
        let kept = if is_general { 1 } else { Self::KEPT };
        let alike = |known: &Difference| {
            known.aspect == difference.aspect && (is_general || known.family == difference.family)
        };
        if self.differences.iter().filter(|known| alike(known)).count() >= kept
            && let Some(last) = self.differences.iter_mut().rfind(|known| alike(known))
        {
            last.more += 1;
            return;
        }
        self.differences.push(difference);
    }
}

/// Writes one difference a line, after the family and series that it is about.
impl fmt::Display for Parity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            let series = difference.series.as_deref().unwrap_or_default();
            writeln!(f, "[{}] {}{series}: {difference}", difference.rule(), difference.family)?;
        }
        Ok(())
    }
}
