//! The two worlds seen as one: what OTLP metrics are called and look like in Prometheus, and the other way round.
//!
//! The compatibility specification between OpenTelemetry and Prometheus as pure functions and data: units and their words, names and labels
//! under each [`Strategy`], scopes, resources, buckets. Where the specification and the implementations in use disagree, every answer
//! that a reader has to expect is accepted, the specified one first.
//!
//! [`Parity`] holds one run against itself: what was pushed over OTLP and what `/metrics` said must be the same instruments.

mod buckets;
mod labels;
mod names;
mod parity;
mod strategy;
mod target;
mod units;

pub use buckets::{NativeBuckets, cumulative_buckets, native_buckets};
pub use labels::{TranslatedLabels, label_names, scope_labels, translate_labels};
pub use names::{MetricNames, metric_names, prometheus_kind};
pub use parity::{Aspect, Difference, Direction, Parity, Terms};
pub use strategy::{Strategy, UnknownStrategy};
pub use target::{instance_of, job_of, target_labels};
pub use units::{UnitWords, ucum_of_word, unit_words};

pub(crate) use names::collapsed;
pub(crate) use units::{is_unit_word, word_of_ucum};
