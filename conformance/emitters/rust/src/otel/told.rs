//! What can be told to the SDK.

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Meter, MeterProvider};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use std::collections::HashMap;
use std::fmt;
use std::thread;
use std::time::Duration;

use crate::control::{Attribute, Kind, Library, Number, Observation, Told};

/// Records a number with an instrument, or says that it is none for it.
type Recording = Box<dyn Fn(&Number, &[KeyValue]) -> Result<(), String>>;

/// The SDK, with every instrument that it was told to make.
pub struct Sdk {
    provider: SdkMeterProvider,
    meter: Meter,
    recordings: HashMap<(Kind, String), Recording>,
}

impl fmt::Debug for Sdk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sdk").finish_non_exhaustive()
    }
}

impl Sdk {
    /// What it is told to record has a scope of its own.
    #[must_use]
    pub fn new(provider: &SdkMeterProvider) -> Self {
        let meter = provider.meter("meterstick");
        Self { provider: provider.clone(), meter, recordings: HashMap::new() }
    }
}

/// Makes an instrument. Counters and histograms of integers take no negative ones here: there are none in the language.
fn recording(meter: &Meter, kind: Kind, name: String, is_whole: bool) -> Recording {
    /// What records with an instrument by one of its methods.
    macro_rules! by {
        ($instrument:expr, $record:ident) => {{
            let instrument = $instrument.build();
            Box::new(move |value: &Number, attributes: &[KeyValue]| {
                instrument.$record(value.of()?, attributes);
                Ok(())
            })
        }};
    }
    match (kind, is_whole) {
        (Kind::Counter, true) => by!(meter.u64_counter(name), add),
        (Kind::Counter, false) => by!(meter.f64_counter(name), add),
        (Kind::UpDown, true) => by!(meter.i64_up_down_counter(name), add),
        (Kind::UpDown, false) => by!(meter.f64_up_down_counter(name), add),
        (Kind::Gauge, true) => by!(meter.i64_gauge(name), record),
        (Kind::Gauge, false) => by!(meter.f64_gauge(name), record),
        (Kind::Histogram, true) => by!(meter.u64_histogram(name), record),
        (Kind::Histogram, false) => by!(meter.f64_histogram(name), record),
    }
}

impl Library for Sdk {
    const WORDS: &[&str] = &["record", "records", "callback", "flush", "shutdown"];

    /// The first value decides whether the instrument is one for integers: a second one of its name would be a mistake of this program.
    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        let recording = self
            .recordings
            .entry((kind, name.to_owned()))
            .or_insert_with(|| recording(&self.meter, kind, name.to_owned(), value.is_whole()));
        let attributes: Vec<_> =
            attributes.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
        Ok(recording(value, &attributes)?)
    }

    /// A callback gives no result in Rust: all it can do is to panic.
    fn callback(&mut self, name: &str, asked: Observation) -> Told {
        let name = name.to_owned();
        match asked {
            Observation::Gives(value) if value.is_whole() => {
                let value: i64 = value.of()?;
                let gauge = self.meter.i64_observable_gauge(name);
                gauge.with_callback(move |observer| observer.observe(value, &[])).build();
            }
            Observation::Gives(value) => {
                let value: f64 = value.of()?;
                let gauge = self.meter.f64_observable_gauge(name);
                gauge.with_callback(move |observer| observer.observe(value, &[])).build();
            }
            Observation::Raises => {
                let gauge = self.meter.i64_observable_gauge(name);
                gauge.with_callback(|_| panic!("told to raise in a callback")).build();
            }
            Observation::Slow(time) => {
                let gauge = self.meter.i64_observable_gauge(name);
                gauge
                    .with_callback(move |observer| {
                        thread::sleep(time);
                        observer.observe(1, &[]);
                    })
                    .build();
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Told {
        Ok(self.provider.force_flush()?)
    }

    fn shutdown(&mut self, timeout: Option<Duration>) -> Told {
        match timeout {
            Some(timeout) => self.provider.shutdown_with_timeout(timeout)?,
            None => self.provider.shutdown()?,
        }
        Ok(())
    }
}
