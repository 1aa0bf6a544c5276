//! What Prometheus would conclude from a scrape.

use std::fmt;
use std::time::Duration;

use super::builder::Options;
use super::fetch::{Answer, Fetched};
use super::memory::{Memory, Taken};
use super::stored::{Dropped, StoredSample};
use crate::capture::decode::BodyFormat;
use crate::capture::exchange::Exchange;
use crate::capture::record::{Record, Status, Transport};
use crate::capture::recording::Recording;
use crate::exposition::{self, Format, Prometheus};
use crate::otlp::Signal;

/// One scrape: what was exchanged, and what Prometheus would conclude from it.
#[derive(Clone, Debug)]
pub struct Scrape {
    exchange: Exchange,
    error: Option<String>,
    complaint: Option<String>,
    duration: Duration,
    synthetic: [(&'static str, f64); 5],
    stored: Vec<StoredSample>,
    dropped: Vec<Dropped>,
}

impl Scrape {
    pub(super) fn conclude(
        fetched: Fetched,
        options: &Options,
        memory: &mut Memory,
        recording: &Recording,
    ) -> Self {
        let content_type = fetched.content_type().map(str::to_owned);
        let reader = options.prometheus.reader_of(content_type.as_deref(), options.fallback);
        let body = fetched.answer.as_ref().map(|answer| answer.body.clone()).unwrap_or_default();
        let mut error = fetched.error.clone();
        // Of an empty body Prometheus 3 does not ask of what type it is.
        let is_silent = body.is_empty() && options.prometheus == Prometheus::V3;
        if error.is_none() && reader.format.is_none() && !is_silent {
            error.clone_from(&reader.complaint);
        }
        // What Prometheus would not read may still be looked at, as long as the target says what it is and it is unpacked.
        let is_readable = |answer: &&Answer| answer.status == 200 && !answer.is_packed;
        let read_as = reader.format.or(is_silent.then_some(Format::PrometheusText));
        let format = fetched.answer.as_ref().filter(is_readable).and(read_as);
        let ingest = format.map(|format| exposition::ingest(&body, format, options.prometheus));
        let taken = match &ingest {
            Some(ingest) if error.is_none() => memory.take(ingest, body.is_empty(), options, fetched.arrived),
            _ => {
                memory.pass();
                Taken::default()
            }
        };
        drop(ingest);
        let error = error.or(taken.error);
        let complaint = reader.complaint.filter(|_| fetched.answer.is_some() && error.is_none());
        let duration = fetched.duration;
        let mut synthetic = [
            ("up", f64::from(u8::from(error.is_none()))),
            ("scrape_duration_seconds", duration.as_secs_f64()),
            ("scrape_samples_scraped", taken.scraped as f64),
            ("scrape_samples_post_metric_relabeling", taken.relabelled as f64),
            ("scrape_series_added", taken.added as f64),
        ];
        for (name, value) in &mut synthetic {
            *value = said_by_target(name, &taken.stored, options).unwrap_or(*value);
        }
        let exchange = recording.record(record(fetched, format, error.clone(), body));
        let (stored, dropped) = (taken.stored, taken.dropped);
        Self { exchange, error, complaint, duration, synthetic, stored, dropped }
    }

    /// What was exchanged.
    #[must_use]
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// Whether Prometheus would store the scrape: its `up`.
    #[must_use]
    pub fn up(&self) -> bool {
        self.error.is_none()
    }

    /// Why the scrape failed, in the words of Prometheus where it has some.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// What Prometheus would log about the Content-Type of a scrape that it takes all the same.
    #[must_use]
    pub fn complaint(&self) -> Option<&str> {
        self.complaint.as_deref()
    }

    /// How long the scrape took.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The samples as they would be stored, with target labels; none if the scrape failed.
    #[must_use]
    pub fn stored(&self) -> &[StoredSample] {
        &self.stored
    }

    /// The samples that would be dropped while the scrape stays up.
    #[must_use]
    pub fn dropped(&self) -> &[Dropped] {
        &self.dropped
    }

    /// The series that Prometheus adds by itself, with the values that are stored. A scrape that failed has numbers too: of what was read
    /// before the error. If the target exposes a metric of such a name, its value stands here, also for `up`: it is stored first.
    #[must_use]
    pub fn synthetic(&self) -> [(&'static str, f64); 5] {
        self.synthetic
    }
}

/// The value of a series of the target that is the very one that Prometheus would add.
fn said_by_target(name: &str, stored: &[StoredSample], options: &Options) -> Option<f64> {
    let of_target = || options.labels.iter().filter(|(_, value)| !value.is_empty());
    let is_same = |sample: &&StoredSample| {
        sample.label("__name__") == Some(name)
            // One with a time of its own is another sample of that series.
            && sample.timestamp.is_none()
            && sample.labels.len() == of_target().count() + 1
            && of_target().all(|(label, value)| sample.label(label) == Some(value))
    };
    stored.iter().find(is_same)?.value
}

fn record(fetched: Fetched, format: Option<Format>, error: Option<String>, body: bytes::Bytes) -> Record {
    let format = format.map_or(BodyFormat::Raw, BodyFormat::Exposition);
    let mut record = Record::new(Transport::Scrape, Signal::Metrics, format, body);
    "GET".clone_into(&mut record.method);
    record.path = fetched.url;
    record.request_headers = fetched.request_headers;
    record.problem = error;
    record.arrived = fetched.arrived;
    record.duration = Some(fetched.duration);
    if let Some(answer) = fetched.answer {
        record.status = Some(Status::Http(answer.status));
        record.answer_headers = answer.headers;
        record.encoding = answer.encoding;
        record.wire_size = answer.wire_size;
    }
    record
}

/// In one line: whether the target is up, how many samples were stored and dropped, or why it is down.
impl fmt::Display for Scrape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => write!(f, "down: {error}"),
            None => {
                write!(f, "up: {} samples", self.stored.len())?;
                match self.dropped.len() {
                    0 => Ok(()),
                    number => write!(f, ", {number} dropped"),
                }
            }
        }
    }
}
