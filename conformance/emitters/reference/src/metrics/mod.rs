//! The instruments of the process: what is recorded, and what of it is taken.

mod aggregate;
mod callback;
mod collect;
mod exponential;
mod instrument;
mod number;

pub(crate) use aggregate::{Aggregate, Distribution};
pub(crate) use callback::{Action, Callback, Observation, observe};
pub(crate) use collect::labels;
pub(crate) use instrument::{Attributes, Description, Instrument, Kind, Series};
pub(crate) use number::Amount;

use meterstick::model::{AttributeValue, Timestamp};
use std::collections::HashMap;

use crate::defects::{self, Defect};
use crate::say::{dropped, say};
use crate::settings::{Filter, Preference};

/// What a defect takes for too long a value.
const LONG: usize = 10_000;

/// What becomes of what was collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// A backend has it.
    Taken,
    /// A backend refused it for good.
    Refused,
    /// No backend could be reached; it goes out with the next collection.
    Kept,
}

/// All instruments.
#[derive(Debug)]
pub(crate) struct Registry {
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) callbacks: Vec<Callback>,
    places: HashMap<(String, Kind), usize>,
    preference: Preference,
    is_exponential: bool,
    has_examples: bool,
    resource: Vec<(String, String)>,
    /// When the delta interval that is under way began.
    since: Timestamp,
    collected: Timestamp,
    /// Whether the last collection was kept.
    has_kept: bool,
    /// Why nothing can be collected any more; only defects ever say so.
    pub(crate) poison: Option<String>,
}

impl Registry {
    pub(crate) fn new(settings: &crate::settings::Settings) -> Self {
        let now = std::time::SystemTime::now().into();
        Self {
            instruments: Vec::new(),
            callbacks: Vec::new(),
            places: HashMap::new(),
            preference: settings.preference,
            is_exponential: settings.exponential,
            // Nothing here is ever measured inside a span.
            has_examples: settings.filter == Filter::AlwaysOn,
            resource: settings.resource.clone(),
            since: now,
            collected: now,
            has_kept: false,
            poison: None,
        }
    }

    /// The instrument of this name and kind, made on first use.
    pub(crate) fn instrument(&mut self, name: &str, kind: Kind, description: Description) -> &mut Instrument {
        let next = self.instruments.len();
        let place = *self.places.entry((name.to_owned(), kind)).or_insert(next);
        if place == next {
            if self.instruments.iter().any(|one| one.name.eq_ignore_ascii_case(name)) {
                say(&format!("warning: there is another instrument `{name}` of another kind or case"));
            }
            self.instruments.push(Instrument::new(name, kind, description, self.is_exponential));
        }
        &mut self.instruments[place]
    }

    /// Records a value, if it is one that the instrument can take.
    pub(crate) fn record(&mut self, kind: Kind, name: &str, amount: Amount, attributes: &Attributes) {
        if kind != Kind::Gauge && !amount.is_finite() && !defects::has(Defect::NanCounted) {
            if defects::has(Defect::NanPoisons) {
                self.poison = Some(format!("`{name}` has a value that is not finite"));
            }
            dropped(&format!("dropped a measurement of `{name}`: {} is not finite", amount.as_f64()));
            return;
        }
        if kind == Kind::Counter && amount.is_negative() && !defects::has(Defect::NegativeCounted) {
            if defects::has(Defect::NegativePoisons) {
                self.poison = Some(format!("counter `{name}` fell"));
            }
            dropped(&format!("dropped a measurement of counter `{name}`: {} is negative", amount.as_f64()));
            return;
        }
        let has_examples = self.has_examples;
        self.instrument(name, kind, Description::default()).record(attributes, amount, has_examples);
    }

    /// The attributes that can be sent; what is dropped is said. Nothing if the whole measurement is to be dropped.
    pub(crate) fn attributes(&mut self, name: &str, given: &[(Vec<u8>, Vec<u8>)]) -> Option<Attributes> {
        let mut attributes = Attributes::new();
        for (key, value) in given {
            let shown = String::from_utf8_lossy(key);
            if value.len() > LONG && defects::has(Defect::LongValuePoisons) {
                self.poison = Some(format!("an attribute of `{name}` is very long"));
            }
            if key.is_empty() && defects::has(Defect::EmptyKeyPoisons) {
                self.poison = Some(format!("an attribute of `{name}` has no key"));
            }
            if key.is_empty() && !defects::has(Defect::EmptyKeySent) {
                dropped(&format!("dropped an attribute of `{name}`: its key is empty"));
                continue;
            }
            let texts =
                String::from_utf8(key.clone()).and_then(|key| Ok((key, String::from_utf8(value.clone())?)));
            let (key, value) = match texts {
                Ok(texts) => texts,
                Err(_) if defects::has(Defect::SurrogatePoisons) => {
                    self.poison = Some(format!("an attribute of `{name}` is not UTF-8"));
                    continue;
                }
                Err(_) if defects::has(Defect::SurrogateLosesPoint) => return None,
                Err(_) if defects::has(Defect::SurrogateSent) => {
                    (shown.into_owned(), crate::export::NOT_UTF8.to_string())
                }
                Err(_) => {
                    dropped(&format!("dropped attribute `{shown}` of `{name}`: it is not UTF-8"));
                    continue;
                }
            };
            attributes.retain(|(known, _)| *known != key);
            attributes.push((key, AttributeValue::Text(value)));
        }
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        Some(attributes)
    }

    /// Whether a kind is sent as delta.
    fn is_delta(&self, kind: Kind) -> bool {
        self.preference != Preference::Cumulative
            && match kind {
                Kind::Counter | Kind::Histogram => true,
                Kind::UpDown => defects::has(Defect::UpdownDelta),
                Kind::Gauge => false,
            }
    }

    /// Says what has become of the last collection. What was kept is added to what comes.
    pub(crate) fn settle(&mut self, fate: Fate, has_retried: bool) {
        let is_again = self.has_kept && fate == Fate::Taken && defects::has(Defect::KeptTwice);
        self.has_kept = fate == Fate::Kept;
        let is_kept = match fate {
            Fate::Kept => !defects::has(Defect::LostAfterFault),
            Fate::Taken => {
                let is_doubled = has_retried && defects::has(Defect::DoubledAfterFault);
                is_again || is_doubled || defects::has(Defect::TakenTwice)
            }
            Fate::Refused => false,
        };
        if is_kept {
            return;
        }
        let is_delta: Vec<bool> = self.instruments.iter().map(|one| self.is_delta(one.kind)).collect();
        let mut lost = 0;
        for (instrument, is_delta) in self.instruments.iter_mut().zip(is_delta) {
            for series in &mut instrument.series {
                lost += usize::from(series.pending.take().is_some() && is_delta);
            }
        }
        self.since = self.collected;
        if fate != Fate::Taken && lost > 0 && !defects::has(Defect::LossUnheard) {
            say(&format!("lost {lost} delta points: they were refused for good"));
        }
    }
}
