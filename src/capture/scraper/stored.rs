//! The samples of a scrape as Prometheus would store them.

use rustc_hash::FxHashMap;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::builder::Options;
use crate::exposition::{Ingest, IngestedSample, IngestedValue};
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

/// What Prometheus would store of a body that it takes.
pub(super) fn samples(ingest: &Ingest<'_>, options: &Options) -> Vec<StoredSample> {
    ingest.samples.iter().filter_map(|sample| relabelled(stored(sample, options), options)).collect()
}

/// The sample after metric relabelling; `None` if that drops it, or leaves it without a name.
#[cfg(feature = "prometheus-config")]
fn relabelled(mut sample: StoredSample, options: &Options) -> Option<StoredSample> {
    sample.labels = super::relabel::relabel(&options.metric_relabel, sample.labels)?;
    sample.label("__name__").is_some().then_some(sample)
}

#[cfg(not(feature = "prometheus-config"))]
#[allow(clippy::unnecessary_wraps, reason = "its twin with relabelling drops samples")]
fn relabelled(sample: StoredSample, _: &Options) -> Option<StoredSample> {
    Some(sample)
}

fn stored(sample: &IngestedSample<'_>, options: &Options) -> StoredSample {
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

/// The limit of the scrape job that the samples exceed, in the words of Prometheus.
pub(super) fn exceeded(samples: &[StoredSample], options: &Options) -> Option<String> {
    if options.sample_limit.is_some_and(|limit| samples.len() > limit) {
        return Some("sample limit exceeded".to_owned());
    }
    samples.iter().find_map(|sample| {
        let name = sample.label("__name__").unwrap_or_default();
        let number = sample.labels.len();
        if let Some(limit) = options.label_limit.filter(|&limit| number > limit) {
            return Some(format!("label_limit exceeded (metric: {name}, number of labels: {number}, limit: {limit})"));
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
    })
}

/// What earlier scrapes of the same target left behind.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Every series of the last scrape that was stored, with its newest timestamp of its own.
    series: FxHashMap<Vec<(String, String)>, Option<Timestamp>>,
}

impl Memory {
    /// Takes out what would be dropped, and counts the series that the last scrape did not have.
    pub(super) fn take(
        &mut self,
        samples: &mut Vec<StoredSample>,
        is_up: bool,
        now: SystemTime,
    ) -> (usize, Vec<Dropped>) {
        const TOLERATED: Duration = Duration::from_secs(10 * 60);
        let latest = now.checked_add(TOLERATED).map(Timestamp::from);
        let before = std::mem::take(&mut self.series);
        let (mut added, mut dropped) = (0, Vec::new());
        samples.retain(|sample| {
            let earlier = before.get(&sample.labels).copied().flatten();
            let here = self.series.get(&sample.labels).copied();
            let why = match (here, sample.timestamp) {
                (Some(None), None) => Some("a sample of the same series stands before it"),
                (Some(Some(known)), Some(time)) if time == known => {
                    Some("a sample of the same series and time stands before it")
                }
                (Some(Some(known)), Some(time)) if time < known => {
                    Some("it is older than the sample before it")
                }
                (_, Some(time)) if latest.is_some_and(|latest| time > latest) => {
                    Some("its time is more than ten minutes ahead")
                }
                (None, Some(time)) if earlier.is_some_and(|earlier| time < earlier) => {
                    Some("it is older than the last scrape's")
                }
                _ => None,
            };
            if let Some(why) = why {
                dropped.push(Dropped { sample: sample.clone(), why });
                return false;
            }
            if here.is_none() && !before.contains_key(&sample.labels) {
                added += 1;
            }
            self.series.insert(sample.labels.clone(), sample.timestamp);
            true
        });
        if !is_up {
            // A failed scrape ends its series; those of the next one are new again.
            self.series.clear();
        }
        (added, dropped)
    }
}
