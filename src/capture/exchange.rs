//! One exchange with a service, its body decoded on first use.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use super::decode::{BodyFormat, Decoded, decode};
use super::fault::Fault;
use super::record::{Record, Status, Transport};
use crate::model::Reading;
use crate::otlp::Signal;

/// One request with its answer: the truth from which everything else is rebuilt.
///
/// Cheap to clone. The body is decoded when [`Exchange::reading`] or [`Exchange::faults`] is first asked for.
#[derive(Clone)]
pub struct Exchange {
    number: usize,
    inner: Arc<Inner>,
}

struct Inner {
    record: Record,
    decoded: OnceLock<Decoded>,
}

impl Exchange {
    pub(super) fn new(number: usize, record: Record) -> Self {
        Self { number, inner: Arc::new(Inner { record, decoded: OnceLock::new() }) }
    }

    /// An exchange whose body is a reading already; for captures made by hand.
    pub(super) fn of_reading(number: usize, record: Record, reading: Reading) -> Self {
        let decoded = OnceLock::from(Decoded { reading: Some(reading), faults: Vec::new() });
        Self { number, inner: Arc::new(Inner { record, decoded }) }
    }

    pub(super) fn renumbered(&self, number: usize) -> Self {
        Self { number, inner: Arc::clone(&self.inner) }
    }

    /// Its place in the capture, counted from zero in the order of arrival.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// All its facts.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.inner.record
    }

    /// How the metrics travelled.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.record().transport
    }

    /// What they are about.
    #[must_use]
    pub fn signal(&self) -> Signal {
        self.record().signal
    }

    /// How the body is read.
    #[must_use]
    pub fn format(&self) -> BodyFormat {
        self.record().format
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.record().method
    }

    /// The path of the request (push), or the whole URL (scrape).
    #[must_use]
    pub fn path(&self) -> &str {
        &self.record().path
    }

    /// The headers that the *service* sent, in the order of the wire, their names in lower case:
    /// those of the request where it pushes, those of the answer where it is scraped.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        match self.transport() {
            Transport::Scrape => &self.record().answer_headers,
            Transport::OtlpGrpc | Transport::OtlpHttp => &self.record().request_headers,
        }
    }

    /// The first of [`Exchange::headers`] with that name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// How the request was answered; `None` if no answer came.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.record().status
    }

    /// What went wrong, in one line, if anything did.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.record().problem.as_deref()
    }

    /// How the body was compressed, if it was.
    #[must_use]
    pub fn encoding(&self) -> Option<&str> {
        self.record().encoding.as_deref()
    }

    /// The size of the body as it was sent, in bytes.
    #[must_use]
    pub fn wire_size(&self) -> u64 {
        self.record().wire_size
    }

    /// The body, decompressed; as it was sent if that failed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.record().body
    }

    /// When the body had arrived.
    #[must_use]
    pub fn arrived(&self) -> SystemTime {
        self.record().arrived
    }

    /// How long it took from the request to the last byte of the answer, where that was measured (scrape).
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.record().duration
    }

    /// The connection that it came by, if that is known: requests over one have the same number.
    #[must_use]
    pub fn connection(&self) -> Option<u64> {
        self.record().connection
    }

    /// What the body says; `None` where it carries no metrics.
    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        self.decoded().reading.as_ref()
    }

    /// Whether a push was refused, or broken off before it was there as a whole: what it says was never taken over, and
    /// an exporter that follows its protocol sends it again or counts it as lost.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let is_push = self.transport() != Transport::Scrape;
        is_push && (self.problem().is_some() || self.status().is_some_and(|status| !status.is_success()))
    }

    /// Whether what it says was taken over: a push that [was not refused](Exchange::is_refused), a scrape that did not fail.
    /// Of a scrape that failed Prometheus keeps nothing, however much of the body was there.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        match self.transport() {
            Transport::Scrape => {
                self.problem().is_none() && matches!(self.status(), None | Some(Status::Http(200)))
            }
            Transport::OtlpGrpc | Transport::OtlpHttp => !self.is_refused(),
        }
    }

    /// What the body says, if it [was taken over](Exchange::is_taken): what a backend would know now.
    #[must_use]
    pub fn taken(&self) -> Option<&Reading> {
        if self.is_taken() { self.reading() } else { None }
    }

    /// What is wrong with the bytes of the body.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.decoded().faults
    }

    fn decoded(&self) -> &Decoded {
        self.inner.decoded.get_or_init(|| {
            let Record { signal, format, body, .. } = self.record();
            if *signal == Signal::Metrics { decode(body, *format) } else { Decoded::default() }
        })
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {} {} ", self.number, self.transport(), self.signal())?;
        write!(f, "{} {} {} bytes", self.method(), self.path(), self.wire_size())?;
        if let Some(status) = self.status() {
            write!(f, " -> {status}")?;
        }
        if let Some(problem) = self.problem() {
            write!(f, " ({problem})")?;
        }
        Ok(())
    }
}
