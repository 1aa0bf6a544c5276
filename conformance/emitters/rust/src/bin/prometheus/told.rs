//! What can be told to the library.

use meterstick_emitters::control::{Attribute, Kind, Library, Number, Observation, Told};
use prometheus::{
    CounterVec, GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, PullingGauge,
    Registry,
};
use std::collections::HashMap;
use std::thread;

/// The library refuses an instrument without a help text.
const HELP: &str = "Made as it was told.";

/// Instruments by their kind, their name and the names of their labels. Another one with a name that is known is the registry's to refuse.
pub(crate) struct Vectors {
    registry: Registry,
    made: HashMap<(Kind, String, Vec<String>), Vector>,
}

enum Vector {
    IntCounter(IntCounterVec),
    Counter(CounterVec),
    IntGauge(IntGaugeVec),
    Gauge(GaugeVec),
    Histogram(HistogramVec),
}

impl Vectors {
    pub(crate) fn of(registry: Registry) -> Self {
        Self { registry, made: HashMap::new() }
    }
}

impl Vector {
    /// Makes it, and registers it.
    fn new(
        kind: Kind,
        name: &str,
        keys: &[&str],
        is_whole: bool,
        registry: &Registry,
    ) -> prometheus::Result<Self> {
        let options = Opts::new(name, HELP);
        let vector = match (kind, is_whole) {
            (Kind::Counter, true) => Self::IntCounter(IntCounterVec::new(options, keys)?),
            (Kind::Counter, false) => Self::Counter(CounterVec::new(options, keys)?),
            (Kind::UpDown | Kind::Gauge, true) => Self::IntGauge(IntGaugeVec::new(options, keys)?),
            (Kind::UpDown | Kind::Gauge, false) => Self::Gauge(GaugeVec::new(options, keys)?),
            (Kind::Histogram, _) => Self::Histogram(HistogramVec::new(HistogramOpts::new(name, HELP), keys)?),
        };
        registry.register(match &vector {
            Self::IntCounter(vector) => Box::new(vector.clone()),
            Self::Counter(vector) => Box::new(vector.clone()),
            Self::IntGauge(vector) => Box::new(vector.clone()),
            Self::Gauge(vector) => Box::new(vector.clone()),
            Self::Histogram(vector) => Box::new(vector.clone()),
        })?;
        Ok(vector)
    }

    fn record(&self, kind: Kind, value: &Number, labels: &[&str]) -> Told {
        /// Reads the number first: one that cannot be made leaves no series behind.
        macro_rules! by {
            ($vector:ident, $record:ident) => {{
                let value = value.of()?;
                $vector.get_metric_with_label_values(labels)?.$record(value);
            }};
        }
        match self {
            Self::IntCounter(vector) => by!(vector, inc_by),
            Self::Counter(vector) => by!(vector, inc_by),
            Self::IntGauge(vector) if kind == Kind::UpDown => by!(vector, add),
            Self::IntGauge(vector) => by!(vector, set),
            Self::Gauge(vector) if kind == Kind::UpDown => by!(vector, add),
            Self::Gauge(vector) => by!(vector, set),
            Self::Histogram(vector) => by!(vector, observe),
        }
        Ok(())
    }
}

impl Library for Vectors {
    const WORDS: &[&str] = &["record", "records", "callback"];

    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        let (keys, values): (Vec<_>, Vec<_>) =
            attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).unzip();
        let identity = (kind, name.to_owned(), keys.iter().map(|&key| key.to_owned()).collect());
        if let Some(vector) = self.made.get(&identity) {
            return vector.record(kind, value, &values);
        }
        let vector = Vector::new(kind, name, &keys, value.is_whole(), &self.registry)?;
        self.made.entry(identity).or_insert(vector).record(kind, value, &values)
    }

    /// The function of a gauge gives a number and nothing else: all it can do is to panic.
    fn callback(&mut self, name: &str, asked: Observation) -> Told {
        let value: f64 = if let Observation::Gives(value) = &asked { value.of()? } else { 1.0 };
        let observe = move || match asked {
            Observation::Gives(_) => value,
            Observation::Raises => panic!("told to raise in a callback"),
            Observation::Slow(time) => {
                thread::sleep(time);
                value
            }
        };
        Ok(self.registry.register(Box::new(PullingGauge::new(name, HELP, Box::new(observe))?))?)
    }
}
