//! What Prometheus would conclude from a scrape.

use std::fmt;
use std::time::Duration;

use super::builder::Options;
use super::fetch::{Answer, Fetched};
use super::stored::{self, Dropped, Memory, StoredSample};
use crate::capture::decode::BodyFormat;
use crate::capture::exchange::Exchange;
use crate::capture::record::{Record, Status, Transport};
use crate::capture::recording::Recording;
use crate::exposition::{self, Format, Verdict};
use crate::otlp::Signal;

/// One scrape: what was exchanged, and what Prometheus would conclude from it.
#[derive(Clone, Debug)]
pub struct Scrape {
    exchange: Exchange,
    error: Option<String>,
    complaint: Option<String>,
    duration: Duration,
    scraped: usize,
    relabelled: usize,
    added: usize,
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
        let mut error = fetched.error.clone();
        if error.is_none() && reader.format.is_none() {
            error.clone_from(&reader.complaint);
        }
        // What Prometheus would not read may still be looked at, as long as the target says what it is and it is unpacked.
        let is_readable = |answer: &&Answer| answer.status == 200 && !answer.is_packed;
        let format = fetched.answer.as_ref().filter(is_readable).and(reader.format);
        let body = fetched.answer.as_ref().map(|answer| answer.body.clone()).unwrap_or_default();
        let ingest = format.map(|format| exposition::ingest(&body, format, options.prometheus));
        if error.is_none()
            && let Some(ingest) = &ingest
            && let Verdict::Refused { why, line } = &ingest.verdict
        {
            error = Some(if *line > 0 { format!("line {line}: {why}") } else { why.clone() });
        }
        let mut stored = Vec::new();
        let (mut scraped, mut relabelled) = (0, 0);
        if let (None, Some(ingest)) = (&error, &ingest) {
            stored = stored::samples(ingest, options);
            (scraped, relabelled) = (ingest.samples.len(), stored.len());
            error = stored::exceeded(&stored, options);
            if error.is_some() {
                stored.clear();
            }
        }
        drop(ingest);
        let (added, dropped) = memory.take(&mut stored, error.is_none(), fetched.arrived);
        let complaint = reader.complaint.filter(|_| fetched.answer.is_some() && error.is_none());
        let duration = fetched.duration;
        let exchange = recording.record(record(fetched, format, error.clone(), body));
        Self { exchange, error, complaint, duration, scraped, relabelled, added, stored, dropped }
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

    /// The series that Prometheus adds by itself, with their values.
    #[must_use]
    pub fn synthetic(&self) -> [(&'static str, f64); 5] {
        [
            ("up", f64::from(u8::from(self.up()))),
            ("scrape_duration_seconds", self.duration.as_secs_f64()),
            ("scrape_samples_scraped", self.scraped as f64),
            ("scrape_samples_post_metric_relabeling", self.relabelled as f64),
            ("scrape_series_added", self.added as f64),
        ]
    }
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
