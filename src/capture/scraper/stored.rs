//! The samples of a scrape as Prometheus would store them.

use std::fmt;

use super::builder::Options;
use crate::exposition::{IngestedSample, IngestedValue};
use crate::model::Timestamp;

/// A sample with all its labels, `__name__` and the target labels among them.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSample {
    /// The labels in the order of their names.
    pub labels: Vec<(String, String)>,
    /// The value; `None` for a native histogram.
    pub value: Option<f64>,
    /// The timestamp that the target said, if it said one and it is honoured.
    pub timestamp: Option<Timestamp>,
}

impl StoredSample {
    /// The value of a label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Writes the sample as a query would show it: `name{label="value"} 1`.
impl fmt::Display for StoredSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{{", self.label("__name__").unwrap_or_default())?;
        let labels = self.labels.iter().filter(|(name, _)| name != "__name__");
        for (index, (name, value)) in labels.enumerate() {
            write!(f, "{}{name}={value:?}", if index > 0 { "," } else { "" })?;
        }
        f.write_str("}")?;
        match self.value {
            Some(value) => write!(f, " {value}"),
            None => Ok(()),
        }
    }
}

/// A sample that Prometheus would drop without failing the scrape.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The sample.
    pub sample: StoredSample,
    /// Why.
    pub why: &'static str,
}

/// The sample after metric relabelling; `None` if that drops it.
#[cfg(feature = "prometheus-config")]
pub(super) fn relabelled(mut sample: StoredSample, options: &Options) -> Option<StoredSample> {
    sample.labels = super::relabel::relabel(&options.metric_relabel, sample.labels)?;
    (!sample.labels.is_empty()).then_some(sample)
}

#[cfg(not(feature = "prometheus-config"))]
#[allow(clippy::unnecessary_wraps, reason = "its twin with relabelling drops samples")]
pub(super) fn relabelled(sample: StoredSample, _: &Options) -> Option<StoredSample> {
    Some(sample)
}

/// The sample with the target labels.
pub(super) fn stored(sample: &IngestedSample<'_>, options: &Options) -> StoredSample {
    let own = sample.labels.iter();
    let mut labels: Vec<(String, String)> =
        own.map(|(name, value)| (name.clone().into_owned(), value.clone().into_owned())).collect();
    for (name, value) in &options.labels {
        match labels.iter().position(|(known, _)| known == name) {
            Some(_) if options.honor_labels => continue,
            Some(place) => {
                let mut renamed = format!("exported_{name}");
                while labels.iter().any(|(known, _)| *known == renamed) {
                    renamed = format!("exported_{renamed}");
                }
                labels[place].0 = renamed;
            }
            None => {}
        }
        if !value.is_empty() {
            labels.push((name.clone(), value.clone()));
        }
    }
    labels.sort();
    let value = match sample.value {
        IngestedValue::Float(value) => Some(value),
        IngestedValue::Histogram { .. } => None,
    };
    let timestamp = sample.timestamp.filter(|_| options.honor_timestamps);
    StoredSample { labels, value, timestamp: timestamp.map(Timestamp::from_unix_millis) }
}

/// Why a sample ends the scrape: relabelling took its name, or it exceeds a limit of the scrape job. In the words of Prometheus.
pub(super) fn exceeded(sample: &StoredSample, options: &Options) -> Option<String> {
    let Some(name) = sample.label("__name__") else {
        return Some("missing metric name (__name__ label)".to_owned());
    };
    let number = sample.labels.len();
    if let Some(limit) = options.label_limit.filter(|&limit| number > limit) {
        return Some(format!(
            "label_limit exceeded (metric: {name}, number of labels: {number}, limit: {limit})"
        ));
    }
    sample.labels.iter().find_map(|(label, value)| {
        let (label_length, value_length) = (label.len(), value.len());
        if let Some(limit) = options.label_name_length_limit.filter(|&limit| label_length > limit) {
            return Some(format!(
                "label_name_length_limit exceeded (metric: {name}, label name: {label}, length: {label_length}, limit: {limit})"
            ));
        }
        let limit = options.label_value_length_limit.filter(|&limit| value_length > limit)?;
        Some(format!(
            "label_value_length_limit exceeded (metric: {name}, label name: {label}, value: {value:?}, length: {value_length}, limit: {limit})"
        ))
    })
}
