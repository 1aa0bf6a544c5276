//! What every request goes through, whichever way it came: it is unpacked, proven, written down, and only then answered.

use axum::body::Body;
use axum::http::header::CONNECTION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, Version};
use std::future::pending;
use std::sync::Arc;
use std::time::SystemTime;

use super::answer::Answer;
use super::body::{Collected, End};
use super::compression::{self, Unpackable};
#[cfg(feature = "otlp-grpc")]
use super::grpc;
use super::http;
use super::line::Line;
use super::refusal::{Kind, Refusal};
use super::reply::{Ending, Reply, Word};
use super::script::Play;
use super::waiting::{Waiting, broken_off};
use crate::capture::decode::BodyFormat;
use crate::capture::record::{Record, Status, Transport};
use crate::capture::recording::Recording;
use crate::otlp::{self, Signal};

/// Where requests are received.
pub(super) struct Site {
    pub(super) recording: Recording,
    /// The largest message in bytes, decompressed.
    pub(super) limit: usize,
    /// What is done with requests that are fine.
    pub(super) play: Play,
}

/// A request that is being looked at.
pub(super) struct Visit {
    pub(super) record: Record,
    /// Why it is not taken, as far as that is known.
    pub(super) refusal: Option<Refusal>,
    /// Whether the client went away before its request was complete.
    gone: bool,
    /// What the script says of it.
    reply: Option<Reply>,
    line: Line,
    version: Version,
}

impl Visit {
    /// A request of which only the head has been read.
    pub(super) fn new(transport: Transport, signal: Signal, parts: &Parts) -> Self {
        let mut record = Record::new(transport, signal, BodyFormat::Raw, Vec::new());
        record.method = parts.method.to_string();
        record.path = parts.uri.path_and_query().map_or("", |path| path.as_str()).to_owned();
        record.request_headers = headers(&parts.headers);
        let line = parts.extensions.get::<Line>().cloned().unwrap_or_default();
        record.connection = Some(line.number());
        Self { record, refusal: None, gone: false, reply: None, line, version: parts.version }
    }

    /// Asks the script what is to be done. Does not return if the request is not even to be read.
    pub(super) async fn ask(&mut self, site: &Arc<Site>) {
        let reply = self.reply.insert(site.play.next());
        if reply.word == Word::CloseBefore {
            let mut record = self.record.clone();
            record.problem = Some("the connection was closed before the request was read".to_owned());
            site.recording.record(record);
            self.line.cut();
            pending::<()>().await;
        }
    }

    /// How fast the body is to be read, in bytes a second.
    pub(super) fn pace(&self) -> Option<u32> {
        self.reply.as_ref()?.pace
    }

    /// The first thing that is wrong is the one that is told.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusal.get_or_insert(refusal);
    }

    /// The body has come, or as much of it as ever will.
    pub(super) fn arrived(&mut self, body: Collected, limit: usize) {
        self.record.arrived = SystemTime::now();
        self.record.wire_size = body.size;
        self.record.body = body.bytes.into();
        match body.end {
            End::Whole => {}
            End::TooLarge => self.refuse(Refusal::too_large(limit)),
            End::Gone(why) => {
                self.gone = true;
                let message = format!("the client went away in the middle of its request: {why}");
                self.refuse(Refusal::new(Kind::BadFrame, message));
            }
        }
    }

    /// Undoes the compression of the body. A body that cannot be decompressed stays as it was sent.
    pub(super) fn unpack(&mut self, encoding: Option<&str>, limit: usize) {
        if self.refusal.is_some() {
            return;
        }
        match compression::named(encoding) {
            Ok(None) => {}
            Ok(Some(compression)) => match compression.undo(&self.record.body, limit) {
                Ok(body) => self.record.body = body.into(),
                Err(Unpackable::TooLarge) => self.refuse(Refusal::too_large(limit)),
                Err(Unpackable::Corrupt(why)) => {
                    let message = format!("the body is not {}: {why}", compression.name());
                    self.refuse(Refusal::new(Kind::BadCompression, message));
                }
            },
            Err(()) => self.refuse(Refusal::unknown_encoding(encoding.unwrap_or_default())),
        }
    }

    /// Proves that the body is a request of its format, so that nothing is acknowledged that could not be read afterwards.
    pub(super) fn prove(&mut self, format: BodyFormat) {
        if self.refusal.is_some() {
            return;
        }
        self.record.format = format;
        let fault = match format {
            BodyFormat::OtlpJson => {
                otlp::json::transcode(&self.record.body, self.record.signal).faults.into_iter().next()
            }
            _ => otlp::walk(&self.record.body, self.record.signal).err(),
        };
        if let Some(fault) = fault {
            self.refuse(Refusal::new(Kind::BadBody, fault.to_string()));
        }
    }
}

impl Site {
    /// Chooses the answer, writes the exchange down, and gives the answer back to be sent.
    pub(super) async fn settle(self: &Arc<Self>, visit: Visit) -> Response<Body> {
        let Visit { mut record, refusal, gone, reply, line, version } = visit;
        record.problem = refusal.as_ref().map(|refusal| refusal.message.clone());
        // What is no request is told so, whatever the script says.
        let reply = reply.filter(|_| refusal.is_none()).unwrap_or_else(Reply::ok);
        if reply.word == Word::CloseInstead {
            record.problem = Some("the connection was closed in place of an answer".to_owned());
            self.recording.record(record);
            line.cut();
            return pending().await;
        }
        if reply.word == Word::Hang || !reply.pause.is_zero() {
            let waiting = Waiting::begin(Arc::clone(self), record);
            if reply.word == Word::Hang {
                return pending().await;
            }
            tokio::time::sleep(reply.pause).await;
            record = waiting.over();
        }
        let choose = |record: &mut Record, refusal: Option<&Refusal>| {
            let answer = match refusal {
                None if reply.word != Word::Ok => Answer::scripted(record.transport, &reply),
                refusal => Answer::to(record.transport, refusal),
            };
            let answer = written(record, &answer);
            if !gone {
                record.status = Some(status_of(&answer).unwrap_or(Status::Http(answer.status().as_u16())));
                record.answer_headers = headers(answer.headers());
            }
            answer
        };
        let mut answer = choose(&mut record, refusal.as_ref());
        if reply.ending == Ending::BrokenOff {
            record.problem = Some("the connection was broken off in the middle of the answer".to_owned());
        }
        self.recording.record_or(record, |record, why| {
            // What is acknowledged is recorded. The problem is ours, so none is written down for the service.
            if refusal.is_none() {
                let message = format!("the capture file cannot be written: {why}");
                answer = choose(record, Some(&Refusal::new(Kind::Unrecorded, message)));
            }
        });
        match reply.ending {
            Ending::Kept => answer,
            Ending::GivenUp => {
                // HTTP/2 says it on the connection, HTTP/1 in the answer.
                if version < Version::HTTP_2 {
                    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                line.give_up();
                answer
            }
            Ending::BrokenOff => broken_off(answer, line),
        }
    }

    /// Writes down that somebody came who did not even manage to make a request.
    pub(super) fn turned_away(&self, transport: Transport, problem: String) {
        let mut record = Record::new(transport, Signal::Metrics, BodyFormat::Raw, Vec::new());
        record.problem = Some(problem);
        self.recording.record(record);
    }
}

/// The answer in the words of the transport.
fn written(record: &Record, answer: &Answer) -> Response<Body> {
    let mut written = match answer.status {
        Status::Http(code) => http::write(code, answer, http::is_json(&record.request_headers)),
        #[cfg(feature = "otlp-grpc")]
        Status::Grpc(code) => grpc::write(code, answer),
        #[cfg(not(feature = "otlp-grpc"))]
        Status::Grpc(_) => http::write(500, answer, false),
    };
    written.extensions_mut().insert(answer.status);
    written
}

/// The status that an answer was made for: that of gRPC stands in its trailers.
fn status_of(answer: &Response<Body>) -> Option<Status> {
    answer.extensions().get().copied()
}

/// The headers in the order of the wire. The HTTP library gives their names in lower case.
fn headers(map: &HeaderMap) -> Vec<(String, String)> {
    map.iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}
