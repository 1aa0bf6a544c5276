//! A fake OTLP receiver, which takes what a service pushes and keeps all of it.

mod answer;
mod body;
mod builder;
mod compression;
mod environment;
mod error;
mod flush;
#[cfg(feature = "otlp-grpc")]
mod grpc;
mod http;
mod line;
mod protocol;
mod refusal;
mod reply;
mod script;
mod server;
mod site;
#[cfg(feature = "tls")]
mod tls;
mod waiting;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

use self::server::Stop;
use super::file::CaptureError;
use super::recording::{Recording, WaitError};
use super::snapshot::Capture;
use super::until::Condition;

pub use builder::OtlpReceiverBuilder;
pub use environment::Environment;
pub use error::ReceiverError;
pub use flush::flush;
pub use protocol::{Protocol, UnknownProtocol};
pub use reply::Reply;
pub use script::Script;

/// How long requests that have begun may take to end when the receiver is shut down.
const GRACE: Duration = Duration::from_secs(5);

/// A receiver that looks to a service like an OpenTelemetry Collector, and keeps everything that the service sends.
///
/// It takes OTLP over gRPC and over HTTP, in protobuf and JSON, plain or compressed with gzip, zstd or deflate, and answers
/// as the protocol asks, whatever is wrong with a request. Each request is recorded before it is answered. Metrics, traces and logs
/// are all taken. It runs on a thread of its own, so it works in a plain `#[test]`, in a `#[tokio::test]` of any flavour,
/// and beside exporters that block. Dropping it stops it.
///
/// ```
/// use meterstick::capture::{OtlpReceiver, until};
/// use std::io::{Read, Write};
/// use std::time::Duration;
///
/// let receiver = OtlpReceiver::start()?;
///
/// // The service under test would do this with its exporter, told by `receiver.env()`.
/// let mut service = std::net::TcpStream::connect(receiver.http_address().expect("HTTP is served"))?;
/// let metrics = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[
///     {"name":"orders","gauge":{"dataPoints":[{"asInt":"7","timeUnixNano":"1"}]}}]}]}]}"#;
/// write!(service, "POST /v1/metrics HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n")?;
/// write!(service, "content-length: {}\r\nconnection: close\r\n\r\n{metrics}", metrics.len())?;
/// let mut answer = String::new();
/// service.read_to_string(&mut answer)?;
/// assert!(answer.starts_with("HTTP/1.1 200 OK"));
///
/// let capture = receiver.wait_for(until::family("orders"), Duration::from_secs(5))?;
/// assert_eq!(capture.requests().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct OtlpReceiver {
    grpc: Option<SocketAddr>,
    http: Option<SocketAddr>,
    scheme: &'static str,
    recording: Recording,
    /// Whether the recording is the receiver's own, to be closed with it.
    own: bool,
    server: Option<(oneshot::Sender<Stop>, JoinHandle<()>)>,
}

impl OtlpReceiver {
    /// Starts a receiver with gRPC and HTTP on one free port of the loopback address.
    ///
    /// # Errors
    /// When the system gives no port or no thread.
    pub fn start() -> Result<Self, ReceiverError> {
        Self::builder().start()
    }

    /// Sets a receiver up piece by piece.
    pub fn builder() -> OtlpReceiverBuilder {
        OtlpReceiverBuilder::default()
    }

    /// Where gRPC is served, if it is.
    #[must_use]
    pub fn grpc_address(&self) -> Option<SocketAddr> {
        self.grpc
    }

    /// Where HTTP is served, if it is.
    #[must_use]
    pub fn http_address(&self) -> Option<SocketAddr> {
        self.http
    }

    /// The base endpoint for exporters of that protocol, as `http://127.0.0.1:4318`; exporters over HTTP append `/v1/metrics`.
    /// `None` if the protocol is not served.
    #[must_use]
    pub fn endpoint(&self, protocol: Protocol) -> Option<String> {
        let mut address = match protocol {
            Protocol::Grpc => self.grpc?,
            Protocol::HttpProtobuf | Protocol::HttpJson => self.http?,
        };
        // An address that stands for all of the machine's is none to connect to.
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        Some(format!("{}://{address}", self.scheme))
    }

    /// The environment for a child process that is to push here: by `http/protobuf`, which is the default of SDKs, if HTTP is
    /// served, else by `grpc`.
    #[must_use]
    pub fn env(&self) -> Environment {
        let protocol = if self.http.is_some() { Protocol::HttpProtobuf } else { Protocol::Grpc };
        Environment::new(protocol, self.endpoints())
    }

    /// The environment for a child process that is to push here by that protocol; `None` if it is not served.
    #[must_use]
    pub fn env_for(&self, protocol: Protocol) -> Option<Environment> {
        self.endpoint(protocol).map(|_| Environment::new(protocol, self.endpoints()))
    }

    fn endpoints(&self) -> Vec<(Protocol, String)> {
        Protocol::ALL.into_iter().filter_map(|protocol| Some((protocol, self.endpoint(protocol)?))).collect()
    }

    /// The recording that the receiver writes to.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Everything that came so far.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.recording.capture()
    }

    /// Waits until the condition holds for what came, and gives all that came by then. Never polls.
    ///
    /// # Errors
    /// When time runs out. The error tells what did come.
    pub fn wait_for(&self, condition: Condition, timeout: Duration) -> Result<Capture, WaitError> {
        self.recording.wait_for(condition, timeout)
    }

    /// [`OtlpReceiver::wait_for`] for async code; it does not depend on any runtime.
    ///
    /// # Errors
    /// When time runs out. The error tells what did come.
    pub async fn wait_for_async(
        &self,
        condition: Condition,
        timeout: Duration,
    ) -> Result<Capture, WaitError> {
        self.recording.wait_for_async(condition, timeout).await
    }

    /// Stops to listen, lets requests that have begun come to their end (for five seconds at most), and gives all that
    /// came. Closes the recording unless it was given from outside.
    ///
    /// # Errors
    /// When the output file could not be written. The capture can still be had from a clone of
    /// [`OtlpReceiver::recording`].
    pub fn shutdown(mut self) -> Result<Capture, CaptureError> {
        self.stop(Stop::Finish(GRACE));
        if self.own {
            self.recording.close()?;
        }
        Ok(self.recording.capture())
    }

    /// [`OtlpReceiver::shutdown`] for async code; it does not depend on any runtime.
    ///
    /// # Errors
    /// As [`OtlpReceiver::shutdown`].
    pub async fn shutdown_async(self) -> Result<Capture, CaptureError> {
        flush(move || self.shutdown()).await
    }

    fn stop(&mut self, how: Stop) {
        if let Some((stop, thread)) = self.server.take() {
            // A server that has ended already needs no telling, and its panic would be no news to anybody here.
            let _ = stop.send(how);
            let _ = thread.join();
        }
    }
}

impl Drop for OtlpReceiver {
    fn drop(&mut self) {
        self.stop(Stop::Now);
        if self.own {
            let _ = self.recording.close();
        }
    }
}

impl fmt::Debug for OtlpReceiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtlpReceiver")
            .field("grpc", &self.grpc)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
