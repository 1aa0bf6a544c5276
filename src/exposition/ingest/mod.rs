//! What a Prometheus server would make of a body: which samples it takes, or why it refuses the whole scrape.
//!
//! That is another question than whether the body follows its format, so it has readers of its own: Prometheus stores much
//! that breaks a specification and refuses some of what follows it. They read as the parsers of its scrape loop do, token by token,
//! and stop where those stop.

mod cursor;
mod native;
mod openmetrics;
mod plain;
mod store;
mod text;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::Format;
use super::negotiation::Prometheus;
use super::tree::Exposition;
use store::Store;

/// What becomes of a scrape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The samples are stored.
    Accepted,
    /// The scrape counts as a success, but the server stops reading in the middle and stores what came before.
    Partly {
        /// Why, in our words.
        why: String,
        /// The line at which reading ends, counted from one.
        line: usize,
    },
    /// Nothing is stored, and `up` is 0.
    Refused {
        /// Why, in our words.
        why: String,
        /// The line that ends the scrape, counted from one; zero in a body without lines.
        line: usize,
    },
}

impl Verdict {
    /// Whether the scrape counts as a success, which a body read [in part](Verdict::Partly) does.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        !matches!(self, Self::Refused { .. })
    }

    /// Why less than everything was read.
    #[must_use]
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Accepted => None,
            Self::Partly { why, .. } | Self::Refused { why, .. } => Some(why),
        }
    }
}

/// What a Prometheus server makes of a body, before target labels and relabelling.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Ingest<'a> {
    /// What becomes of the scrape.
    pub verdict: Verdict,
    /// How many samples the parser has read: [`Ingest::samples`], and the one that ends the scrape by its labels.
    pub scraped: usize,
    /// The samples in the order in which they are read. Of a refused scrape those before the end of reading, none of which is stored.
    pub samples: Vec<IngestedSample<'a>>,
}

/// A sample as it is stored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IngestedSample<'a> {
    /// The labels, `__name__` among them, ordered by name; labels without a value are gone, and in Prometheus 3 `le` and `quantile`
    /// of typed histograms and summaries are spelled anew (`1` becomes `1.0`).
    pub labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The value.
    pub value: IngestedValue,
    /// The explicit timestamp in milliseconds.
    pub timestamp: Option<i64>,
    /// What becomes of it.
    pub fate: Fate,
    /// The line on which it stands, counted from one; zero in a body without lines.
    pub line: usize,
    /// Name and labels as the body writes them. A server knows a series again by that: two ways to write one are two to it until they are
    /// stored.
    pub(crate) spelling: Cow<'a, [u8]>,
}

impl IngestedSample<'_> {
    /// The value of a label, empty if there is none of that name.
    #[must_use]
    pub fn label(&self, name: &str) -> &str {
        self.labels.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// The value of a stored sample.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum IngestedValue {
    /// A number; every NaN is the same one.
    Float(f64),
    /// A native histogram.
    Histogram {
        /// The number of observations.
        count: f64,
        /// Their sum.
        sum: f64,
    },
}

/// What becomes of a sample of a scrape that is not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It is stored.
    Stored,
    /// It is dropped without a word to the target: the series has a sample of that time already.
    Duplicate,
    /// It is dropped without a word to the target: the series has a newer sample.
    OutOfOrder,
}

impl Ingest<'_> {
    /// How many samples are dropped although the scrape counts as a success.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.samples.iter().filter(|sample| sample.fate != Fate::Stored).count()
    }

    /// How many samples are stored.
    #[must_use]
    pub fn stored(&self) -> usize {
        if self.verdict.is_accepted() { self.samples.len() - self.dropped() } else { 0 }
    }
}

/// What a Prometheus server makes of a body that it reads as this format.
///
/// Which format that is follows from the Content-Type, see [`Prometheus::reader_of`]. Version 1.0.0 of the text format has no
/// parser of its own there, nor has OpenMetrics 2.0. Native histograms are read, as they are where a server asks for protobuf at all.
///
/// ```
/// use meterstick::exposition::{Format, Prometheus, ingest};
///
/// let body = b"# TYPE wait histogram\nwait_bucket{le=\"1\"} 2\nwait_bucket{le=\"1.0\"} 2\n";
/// let ingest = ingest(body, Format::PrometheusText, Prometheus::V3);
/// assert!(ingest.verdict.is_accepted());
/// assert_eq!((ingest.stored(), ingest.dropped()), (1, 1));
/// assert_eq!(ingest.samples[0].label("le"), "1.0");
/// ```
#[must_use]
pub fn ingest(body: &[u8], format: Format, by: Prometheus) -> Ingest<'_> {
    let (verdict, store) = read(body, format, Store::new(by, true));
    Ingest { verdict, scraped: store.scraped, samples: store.into_samples(body, format.is_text()) }
}

/// What becomes of a body that a server reads as this format, its samples left aside.
#[must_use]
pub(crate) fn verdict(body: &[u8], format: Format, by: Prometheus) -> Verdict {
    read(body, format, Store::new(by, false)).0
}

fn read<'a>(body: &'a [u8], format: Format, mut store: Store<'a>) -> (Verdict, Store<'a>) {
    let by = store.by;
    let end = match format {
        // An empty body never reaches a parser of Prometheus 3: it means that the target has nothing to say.
        _ if body.is_empty() && by == Prometheus::V3 => Ok(None),
        Format::PrometheusText | Format::PrometheusText1 => text::read(body, &mut store),
        Format::OpenMetricsText | Format::OpenMetricsText2 => {
            openmetrics::read(body, &mut store).map(|()| None)
        }
        Format::PrometheusProtobuf => native::read(body, &mut store).map(|()| None),
    };
    let line = |at: usize| if format.is_text() { line_of(body, at) } else { 0 };
    let verdict = match end {
        Ok(None) => Verdict::Accepted,
        Ok(Some(stop)) => Verdict::Partly { line: line(stop.at), why: stop.why },
        Err(stop) => Verdict::Refused { line: line(stop.at), why: stop.why },
    };
    (verdict, store)
}

impl Exposition<'_> {
    /// What a Prometheus server would make of the body, had it read it as this format; see [`ingest`].
    #[must_use]
    pub fn verdict(&self, by: Prometheus) -> Verdict {
        verdict(self.body, self.format(), by)
    }
}

/// Where reading ends and why.
#[derive(Debug)]
struct Stop {
    why: String,
    at: usize,
}

impl Stop {
    #[cold]
    fn at<T>(at: usize, why: impl Into<String>) -> Result<T, Self> {
        Err(Self { why: why.into(), at })
    }
}

/// The line of an offset, counted from one.
fn line_of(body: &[u8], at: usize) -> usize {
    memchr::memchr_iter(b'\n', &body[..at.min(body.len())]).count() + 1
}
