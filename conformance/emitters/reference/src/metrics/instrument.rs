//! An instrument with its series.

use meterstick::model::{AttributeValue, Timestamp};
use std::collections::HashMap;

use super::aggregate::{Aggregate, Distribution};
use super::number::Amount;
use crate::defects::{self, Defect};

/// The bounds that histograms have when nobody chose others.
const BOUNDS: &[f64] =
    &[0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0, 10_000.0];

/// So many attribute sets a metric has, with the one for all others.
const CARDINALITY: usize = 2000;

/// What an instrument measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Counter,
    UpDown,
    Gauge,
    Histogram,
}

/// The attributes of a series, in the order of their keys.
pub(crate) type Attributes = Vec<(String, AttributeValue)>;

/// What an instrument is called and how it measures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Description {
    pub(crate) unit: &'static str,
    pub(crate) help: &'static str,
    pub(crate) bounds: &'static [f64],
}

impl Default for Description {
    fn default() -> Self {
        Self { unit: "", help: "", bounds: BOUNDS }
    }
}

/// A measurement that is kept as an example.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    pub(crate) amount: Amount,
    pub(crate) time: Timestamp,
}

/// One set of attributes.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) attributes: Attributes,
    /// Everything since the beginning.
    pub(crate) total: Aggregate,
    /// What was recorded since the last collection.
    pub(crate) recent: Option<Aggregate>,
    /// What was collected and not yet taken by a backend.
    pub(crate) pending: Option<Aggregate>,
    pub(crate) examples: Vec<Example>,
}

/// An instrument.
#[derive(Debug)]
pub(crate) struct Instrument {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) description: Description,
    pub(crate) series: Vec<Series>,
    pub(crate) created: Timestamp,
    places: HashMap<Attributes, usize>,
    is_exponential: bool,
}

impl Instrument {
    pub(crate) fn new(name: &str, kind: Kind, description: Description, is_exponential: bool) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            description,
            series: Vec::new(),
            created: std::time::SystemTime::now().into(),
            places: HashMap::new(),
            is_exponential,
        }
    }

    fn empty(&self, amount: Amount) -> Aggregate {
        match self.kind {
            Kind::Histogram => {
                Aggregate::Distribution(Distribution::new(self.description.bounds, self.is_exponential))
            }
            Kind::Gauge => Aggregate::Last(amount),
            Kind::Counter | Kind::UpDown => Aggregate::Sum(Amount::Int(0)),
        }
    }

    /// Adds a measurement.
    pub(crate) fn record(&mut self, attributes: &Attributes, amount: Amount, is_example: bool) {
        let empty = self.empty(amount);
        let Some(place) = self.place(attributes, &empty) else { return };
        let is_overflow = attributes != &self.series[place].attributes;
        let series = &mut self.series[place];
        if is_overflow && defects::has(Defect::OverflowWrong) {
            (series.total, series.recent) = (empty.clone(), None);
        }
        series.total.record(amount);
        series.recent.get_or_insert(empty).record(amount);
        if is_example {
            let example = Example { amount, time: std::time::SystemTime::now().into() };
            // One of each bucket would be better, one of each series is enough to be seen.
            series.examples = vec![example];
        }
    }

    /// The series of these attributes; beyond the limit, the one of all others.
    fn place(&mut self, attributes: &Attributes, empty: &Aggregate) -> Option<usize> {
        if let Some(place) = self.places.get(attributes) {
            return Some(*place);
        }
        let overflow = vec![("otel.metric.overflow".to_owned(), AttributeValue::Bool(true))];
        let limit = if defects::has(Defect::LimitLow) { 1000 } else { CARDINALITY };
        let is_full = self.series.len() - usize::from(self.places.contains_key(&overflow)) >= limit - 1;
        let attributes = match is_full && !defects::has(Defect::NoCardinalityLimit) {
            true if defects::has(Defect::OverflowLost) => return None,
            true => &overflow,
            false => attributes,
        };
        if let Some(place) = self.places.get(attributes) {
            return Some(*place);
        }
        if is_full && defects::has(Defect::OverflowForgets) {
            self.series.clear();
            self.places.clear();
        }
        self.series.push(Series {
            attributes: attributes.clone(),
            total: empty.clone(),
            recent: None,
            pending: None,
            examples: Vec::new(),
        });
        self.places.insert(attributes.clone(), self.series.len() - 1);
        Some(self.series.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_limit_is_summed_up() {
        let mut counter = Instrument::new("c", Kind::Counter, Description::default(), false);
        for number in 0..3000 {
            let attributes = vec![("k".to_owned(), AttributeValue::from(number.to_string()))];
            counter.record(&attributes, Amount::Int(1), false);
        }
        assert_eq!(counter.series.len(), CARDINALITY);
        let last = counter.series.last().expect("there are series");
        assert!(matches!(last.total, Aggregate::Sum(Amount::Int(1001))));
        assert_eq!(last.attributes[0].0, "otel.metric.overflow");
    }
}
