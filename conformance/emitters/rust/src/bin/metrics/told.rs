//! What can be told to the library: it has no callbacks.

use meterstick_emitters::control::{Attribute, Kind, Library, Number, Told};
use metrics::{counter, gauge, histogram};

/// The global recorder, which knows the instruments by itself.
pub(crate) struct Recorder;

impl Library for Recorder {
    const WORDS: &[&str] = &["record", "records"];

    /// Counters are for integers, everything else is not.
    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        // Numbers are read first: one that cannot be made leaves no series behind.
        let name = name.to_owned();
        let number: f64 = value.of()?;
        match kind {
            Kind::Counter => {
                let number = value.of()?;
                counter!(name, attributes).increment(number);
            }
            Kind::UpDown => gauge!(name, attributes).increment(number),
            Kind::Gauge => gauge!(name, attributes).set(number),
            Kind::Histogram => histogram!(name, attributes).record(number),
        }
        Ok(())
    }
}
