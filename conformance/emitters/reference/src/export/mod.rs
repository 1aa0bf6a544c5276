//! The exporter: one request after the other, and what to do when it does not arrive.

mod answer;
mod backoff;
mod body;
mod connection;
mod grpc;
mod http;
mod response;
mod throttle;
mod tls;
mod wire;

use bytes::Bytes;
use hyper::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use meterstick::model::Reading;
use meterstick::otlp::{self, Export};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::sync::watch;

use answer::Answer;
use backoff::Backoff;
pub(crate) use body::gzip;
use connection::Connection;

use crate::defects::{self, Defect};
use crate::metrics::Fate;
use crate::say::say;
use crate::settings::{Protocol, Settings};

/// Stands for what is not UTF-8, which no text of the model can hold, until the bytes are written.
pub(crate) const NOT_UTF8: char = '\u{e000}';

/// How long an answer may still take once the process is about to end.
const LAST_PATIENCE: Duration = Duration::from_millis(1500);

/// What an export came to.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) fate: Fate,
    /// Why it failed, if it did.
    pub(crate) failure: Option<String>,
    pub(crate) has_retried: bool,
}

/// Exports to one backend.
pub(crate) struct Exporter {
    settings: Settings,
    connection: Connection,
    has_failed: bool,
}

impl Exporter {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self { settings: settings.clone(), connection: Connection::new(settings.clone()), has_failed: false }
    }

    /// The bytes of a request, as the settings ask.
    pub(crate) fn payload(&self, reading: &Reading) -> Bytes {
        let mut bytes = otlp::render(reading);
        if self.settings.protocol == Protocol::Json {
            bytes = Export::from_protobuf(&bytes).to_json().into_bytes();
        }
        if defects::has(Defect::SurrogateSent) {
            let mark = NOT_UTF8.to_string();
            let is_json = self.settings.protocol == Protocol::Json;
            let surrogate: &[u8] = if is_json { b"\\ud800" } else { b"\xed\xa0\x80" };
            bytes = replaced(&bytes, mark.as_bytes(), surrogate);
        }
        if self.settings.gzip { gzip(&bytes) } else { bytes.into() }
    }

    /// Sends a request until it is taken, refused for good, or its time is over. `hurry` tells that the process is about to end.
    pub(crate) async fn export(
        &mut self,
        payload: &mut (dyn FnMut(&Self) -> Bytes + Send),
        limit: Option<Instant>,
        hurry: Option<watch::Receiver<bool>>,
    ) -> Report {
        if self.has_failed && defects::has(Defect::StopsAfterFault) {
            return Report { fate: Fate::Taken, failure: None, has_retried: false };
        }
        let report = self.attempts(payload, limit, hurry).await;
        self.has_failed |= report.failure.is_some() || report.has_retried;
        if defects::has(Defect::ConnectionEach) {
            self.connection.close();
        }
        report
    }

    async fn attempts(
        &mut self,
        payload: &mut (dyn FnMut(&Self) -> Bytes + Send),
        limit: Option<Instant>,
        mut hurry: Option<watch::Receiver<bool>>,
    ) -> Report {
        let own = |time: Option<Duration>| time.map(|time| Instant::now() + time);
        let earlier = |a: Option<Instant>, b: Option<Instant>| a.into_iter().chain(b).min();
        let deadline = earlier(limit, own(self.settings.timeout.0));
        let mut backoff = Backoff::default();
        let mut bytes = payload(self);
        let mut attempts = 0;
        loop {
            attempts += 1;
            if attempts > 1 && defects::has(Defect::ResentDiffers) {
                bytes = payload(self);
            }
            let patience = match defects::has(Defect::TimeoutPerAttempt) {
                true => own(self.settings.timeout.0),
                false => deadline,
            };
            let has_retried = attempts > 1;
            let (why, wait) = match self.attempt(bytes.clone(), patience, hurry.as_mut()).await {
                Answer::Taken => return Report { fate: Fate::Taken, failure: None, has_retried },
                Answer::Final(why) => {
                    if !defects::has(Defect::FailureUnheard) {
                        say(&format!("export failed: {why}"));
                    }
                    return Report { fate: Fate::Refused, failure: Some(why), has_retried };
                }
                Answer::Again { why, wait } => (why, wait),
            };
            let wait = backoff.next().max(wait.unwrap_or_default());
            let is_over = match deadline {
                _ if defects::has(Defect::RetriesForever) => false,
                _ if defects::has(Defect::TimeoutPerAttempt) => attempts >= 5,
                deadline => deadline.is_some_and(|deadline| Instant::now() + wait >= deadline),
            };
            if is_over || sleep(wait, hurry.as_mut()).await {
                if !defects::has(Defect::ExhaustionUnheard) {
                    say(&format!("export failed after {attempts} attempts: {why}"));
                }
                return Report { fate: Fate::Kept, failure: Some(why), has_retried };
            }
        }
    }

    async fn attempt(
        &mut self,
        payload: Bytes,
        deadline: Option<Instant>,
        hurry: Option<&mut watch::Receiver<bool>>,
    ) -> Answer {
        let stop = async {
            let hurried = async {
                hurried(hurry).await;
                tokio::time::sleep(LAST_PATIENCE).await;
            };
            match deadline.filter(|_| !defects::has(Defect::RetriesForever)) {
                Some(deadline) => {
                    let _ = tokio::time::timeout_at(deadline.into(), hurried).await;
                }
                None => hurried.await,
            }
        };
        let slow = Duration::from_millis(400);
        let (settings, connection) = (&self.settings, &mut self.connection);
        let work = async {
            let work = async {
                match settings.protocol {
                    Protocol::Grpc => grpc::attempt(connection, settings, payload, deadline).await,
                    Protocol::Protobuf | Protocol::Json => http::attempt(connection, settings, payload).await,
                }
            };
            if defects::has(Defect::SlowReaderLoses) {
                let late = || Ok(Answer::Final("the backend is too slow".to_owned()));
                return tokio::time::timeout(slow, work).await.unwrap_or_else(|_| late());
            }
            work.await
        };
        match unless(work, stop).await {
            Some(Ok(answer)) => answer,
            Some(Err(failure)) => {
                self.connection.close();
                Answer::of(&failure)
            }
            None => {
                // Whatever comes now on this connection would be taken for the answer to something else.
                self.connection.close();
                Answer::again("no answer in time".to_owned())
            }
        }
    }
}

/// What every request says beside its data.
fn add_headers(headers: &mut HeaderMap, settings: &Settings) {
    if !defects::has(Defect::NoUserAgent) {
        headers.insert(USER_AGENT, HeaderValue::from_static("OTel-OTLP-Exporter-Reference/0.0.0"));
    }
    for (name, value) in &settings.headers {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                headers.insert(name, value);
            }
            _ => say(&format!("warning: header {name:?} cannot be sent and is left out")),
        }
    }
}

/// Completes once the process is about to end.
async fn hurried(hurry: Option<&mut watch::Receiver<bool>>) {
    let is_ending = match hurry {
        Some(hurry) => hurry.wait_for(|is_ending| *is_ending).await.is_ok(),
        None => false,
    };
    if !is_ending {
        std::future::pending::<()>().await;
    }
}

/// Waits, and says whether the process is about to end.
async fn sleep(time: Duration, hurry: Option<&mut watch::Receiver<bool>>) -> bool {
    tokio::time::timeout(time, hurried(hurry)).await.is_ok()
}

/// What `work` gives, unless `stop` comes first.
async fn unless<T>(work: impl Future<Output = T>, stop: impl Future<Output = ()>) -> Option<T> {
    let (mut work, mut stop) = (pin!(work), pin!(stop));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => stop.as_mut().poll(context).map(|()| None),
    })
    .await
}

fn replaced(bytes: &[u8], mark: &[u8], by: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(mark) {
            out.extend_from_slice(by);
            rest = after;
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}
