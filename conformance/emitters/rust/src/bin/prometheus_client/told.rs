//! What can be told to the library.

use meterstick_emitters::control::{Attribute, Kind, Library, Number, Observation, Told};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::{TypedMetric, family};
use prometheus_client::registry::Registry;
use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, thread};

const HELP: &str = "Made as it was told";

/// A family of instruments, one for each set of labels, which may be any.
type Family<M> = family::Family<Vec<Attribute>, M, fn() -> M>;

/// Families by their kind and name. The library would register another one of a known name without a word.
pub(crate) struct Families {
    registry: Arc<Mutex<Registry>>,
    made: HashMap<(Kind, String), Made>,
}

enum Made {
    IntCounter(Family<Counter>),
    Counter(Family<Counter<f64, AtomicU64>>),
    IntGauge(Family<Gauge>),
    Gauge(Family<Gauge<f64, AtomicU64>>),
    Histogram(Family<Histogram>),
}

impl Families {
    pub(crate) fn of(registry: Arc<Mutex<Registry>>) -> Self {
        Self { registry, made: HashMap::new() }
    }
}

impl Made {
    fn new(kind: Kind, name: &str, is_whole: bool, registry: &mut Registry) -> Self {
        /// Registers a family whose instruments are made like that.
        macro_rules! registered {
            ($variant:ident, $name:expr, $make:expr) => {{
                let family = Family::new_with_constructor($make);
                registry.register($name, HELP, family.clone());
                Self::$variant(family)
            }};
        }
        // The library appends this itself, and its documentation asks not to.
        let counter = name.strip_suffix("_total").unwrap_or(name);
        match (kind, is_whole) {
            (Kind::Counter, true) => registered!(IntCounter, counter, Counter::default),
            (Kind::Counter, false) => registered!(Counter, counter, Counter::default),
            (Kind::UpDown | Kind::Gauge, true) => registered!(IntGauge, name, Gauge::default),
            (Kind::UpDown | Kind::Gauge, false) => registered!(Gauge, name, Gauge::default),
            // The buckets of the library's own example.
            (Kind::Histogram, _) => {
                registered!(Histogram, name, || Histogram::new(exponential_buckets(1.0, 2.0, 10)))
            }
        }
    }

    fn record(&self, kind: Kind, value: &Number, labels: &Vec<Attribute>) -> Told {
        /// Reads the number first: one that cannot be made leaves no series behind.
        macro_rules! by {
            ($family:ident, $record:ident) => {{
                let value = value.of()?;
                $family.get_or_create(labels).$record(value);
            }};
        }
        match self {
            Self::IntCounter(family) => by!(family, inc_by),
            Self::Counter(family) => by!(family, inc_by),
            Self::IntGauge(family) if kind == Kind::UpDown => by!(family, inc_by),
            Self::IntGauge(family) => by!(family, set),
            Self::Gauge(family) if kind == Kind::UpDown => by!(family, inc_by),
            Self::Gauge(family) => by!(family, set),
            Self::Histogram(family) => by!(family, observe),
        }
        Ok(())
    }
}

impl Library for Families {
    const WORDS: &[&str] = &["record", "records", "callback"];

    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        let family = self.made.entry((kind, name.to_owned())).or_insert_with(|| {
            let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
            Made::new(kind, name, value.is_whole(), &mut registry)
        });
        family.record(kind, value, &attributes.to_vec())
    }

    fn callback(&mut self, name: &str, asked: Observation) -> Told {
        let value = if let Observation::Gives(value) = &asked { value.of()? } else { 1.0 };
        let callback = Callback { name: name.to_owned(), asked, value };
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register_collector(Box::new(callback));
        Ok(())
    }
}

/// A gauge that asks for its value. A collector says by an error that it failed.
#[derive(Debug)]
struct Callback {
    name: String,
    asked: Observation,
    value: f64,
}

impl Collector for Callback {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        match self.asked {
            Observation::Gives(_) => {}
            Observation::Raises => return Err(fmt::Error),
            Observation::Slow(time) => thread::sleep(time),
        }
        let gauge = ConstGauge::new(self.value);
        gauge.encode(encoder.encode_descriptor(&self.name, HELP, None, ConstGauge::<f64>::TYPE)?)
    }
}
