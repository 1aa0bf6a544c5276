//! The plain facts of one exchange, as the scraper, the receiver and a capture file write them down.

use bytes::Bytes;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::decode::BodyFormat;
use crate::otlp::Signal;

/// How the metrics travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// Pulled from the service over HTTP, as Prometheus does.
    Scrape,
    /// Pushed by the service over gRPC.
    OtlpGrpc,
    /// Pushed by the service over HTTP.
    OtlpHttp,
}

impl Transport {
    /// Every transport.
    pub const ALL: [Self; 3] = [Self::Scrape, Self::OtlpGrpc, Self::OtlpHttp];

    /// The transport in lower case: `scrape`, `otlp-grpc`, `otlp-http`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scrape => "scrape",
            Self::OtlpGrpc => "otlp-grpc",
            Self::OtlpHttp => "otlp-http",
        }
    }

    /// The transport of that [`Transport::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|transport| transport.name() == name)
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// An HTTP status code.
    Http(u16),
    /// A gRPC status code.
    Grpc(i32),
}

impl Status {
    /// Whether the status says that all went well: HTTP 2xx, gRPC 0.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Http(200..=299) | Self::Grpc(0))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(code) => write!(f, "http {code}"),
            Self::Grpc(code) => write!(f, "grpc {code}"),
        }
    }
}

/// The facts of one exchange: a request and its answer.
///
/// The *body* is the one that carries the telemetry: of the request where the service pushes, of the answer where it is scraped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// How the metrics travelled.
    pub transport: Transport,
    /// What they are about.
    pub signal: Signal,
    /// How to read the body.
    pub format: BodyFormat,
    /// The method of the request.
    pub method: String,
    /// The path of the request (push), or the whole URL (scrape).
    pub path: String,
    /// The headers of the request in the order of the wire; their names in lower case, as both HTTP stacks give them.
    pub request_headers: Vec<(String, String)>,
    /// The headers of the answer, likewise.
    pub answer_headers: Vec<(String, String)>,
    /// How the request was answered; `None` if no answer came.
    pub status: Option<Status>,
    /// What went wrong, in one line, if anything did.
    pub problem: Option<String>,
    /// How the body was compressed, if it was.
    pub encoding: Option<String>,
    /// The size of the body as it was sent, in bytes.
    pub wire_size: u64,
    /// The body, decompressed; as it was sent if that failed.
    pub body: Bytes,
    /// When the body had arrived.
    pub arrived: SystemTime,
    /// How long it took from the request to the last byte of the answer, where that was measured (scrape).
    pub duration: Option<Duration>,
    /// The connection that it came by: requests over one have the same number, in one recording. `None` where that is not known.
    pub connection: Option<u64>,
}

impl Record {
    /// A body that arrived now and was taken, with everything else left empty.
    #[must_use]
    pub fn new(transport: Transport, signal: Signal, format: BodyFormat, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self {
            transport,
            signal,
            format,
            method: String::new(),
            path: String::new(),
            request_headers: Vec::new(),
            answer_headers: Vec::new(),
            status: None,
            problem: None,
            encoding: None,
            wire_size: body.len() as u64,
            body,
            arrived: SystemTime::now(),
            duration: None,
            connection: None,
        }
    }
}
