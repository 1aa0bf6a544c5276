//! What can be told to the library: it has no callbacks.

use meterstick_emitters::control::{Attribute, Kind, Library, Number, Told};
use metrics::{counter, gauge, histogram};

/// The global recorder, which knows the instruments by itself.
pub(crate) struct Recorder;

impl Library for Recorder {
    const WORDS: &[&str] = &["record", "records"];

    /// Counters are for integers, everything else is not.
    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        let name = name.to_owned();
        match kind {
            Kind::Counter => counter!(name, attributes).increment(value.of()?),
            Kind::UpDown => gauge!(name, attributes).increment(value.of::<f64>()?),
            Kind::Gauge => gauge!(name, attributes).set(value.of::<f64>()?),
            Kind::Histogram => histogram!(name, attributes).record(value.of::<f64>()?),
        }
        Ok(())
    }
}
