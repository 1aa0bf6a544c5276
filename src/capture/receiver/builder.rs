//! How a receiver is set up and started.

use std::net::TcpListener;
use std::path::PathBuf;

use super::OtlpReceiver;
use super::error::ReceiverError;
use super::script::{Play, Script};
use super::server::{self, Doors, Port};
use super::site::Site;
#[cfg(feature = "tls")]
use super::tls::Tls;
use crate::capture::file::{CaptureError, CaptureWriter};
use crate::capture::recording::Recording;

/// The size that the OTLP specification recommends.
const DEFAULT_LIMIT: usize = 64 << 20;
const ANY_PORT: &str = "127.0.0.1:0";

/// The settings of a receiver. Without any, gRPC and HTTP are served on one free port of the loopback address.
///
/// ```
/// use meterstick::capture::OtlpReceiver;
///
/// let receiver = OtlpReceiver::builder().http("127.0.0.1:0").max_message_size(4 << 20).start()?;
/// assert!(receiver.http_address().is_some());
/// assert!(receiver.grpc_address().is_none(), "only what is asked for is served");
/// # Ok::<(), meterstick::capture::ReceiverError>(())
/// ```
#[derive(Debug, Default)]
#[must_use = "a receiver starts with `start`"]
pub struct OtlpReceiverBuilder {
    shared: Option<String>,
    grpc: Option<String>,
    http: Option<String>,
    limit: Option<usize>,
    output: Option<PathBuf>,
    recording: Option<Recording>,
    listener: Option<TcpListener>,
    script: Script,
    #[cfg(feature = "tls")]
    tls: Option<(Vec<u8>, Vec<u8>)>,
}

impl OtlpReceiverBuilder {
    /// Serves everything on one port: `"127.0.0.1:4318"`, or any [`SocketAddr`](std::net::SocketAddr). Port 0 is a free one.
    #[allow(clippy::needless_pass_by_value)]
    pub fn address(mut self, address: impl ToString) -> Self {
        self.shared = Some(address.to_string());
        self
    }

    /// Serves gRPC on a port of its own. The usual one is 4317.
    #[cfg(feature = "otlp-grpc")]
    #[allow(clippy::needless_pass_by_value)]
    pub fn grpc(mut self, address: impl ToString) -> Self {
        self.grpc = Some(address.to_string());
        self
    }

    /// Serves HTTP on a port of its own. The usual one is 4318.
    #[cfg(feature = "otlp-http")]
    #[allow(clippy::needless_pass_by_value)]
    pub fn http(mut self, address: impl ToString) -> Self {
        self.http = Some(address.to_string());
        self
    }

    /// Serves everything on a port that is being listened on already. Beside it nothing else is served.
    pub fn listener(mut self, listener: TcpListener) -> Self {
        self.listener = Some(listener);
        self
    }

    /// What is done with one request for metrics after the other: the faults of a receiver, one by one. Requests for traces and logs, and
    /// everything after the end of the script, are taken.
    pub fn script(mut self, script: impl Into<Script>) -> Self {
        self.script = script.into();
        self
    }

    /// The largest message that is taken, in bytes, decompressed; 64 MiB if not set.
    pub fn max_message_size(mut self, bytes: usize) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Writes each exchange to a capture file before it is acknowledged. A file that is there is replaced. Once it can no longer be
    /// written, nothing is acknowledged any more: exporters are told 503 or `UNAVAILABLE`.
    pub fn output(mut self, path: impl Into<PathBuf>) -> Self {
        self.output = Some(path.into());
        self
    }

    /// Records into a recording that others write to as well. Whoever made it closes it.
    pub fn recording(mut self, recording: Recording) -> Self {
        self.recording = Some(recording);
        self
    }

    /// Serves over TLS, with a chain of certificates and its key in PEM.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, certificates: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        self.tls = Some((certificates.into(), key.into()));
        self
    }

    /// Starts to receive, on a thread of its own. Clients can connect when this returns.
    ///
    /// # Errors
    /// When an address cannot be listened on, the certificate is no good, or the output cannot be written.
    pub fn start(mut self) -> Result<OtlpReceiver, ReceiverError> {
        #[cfg(feature = "tls")]
        let tls = match &self.tls {
            Some((certificates, key)) => Some(Tls::new(certificates, key).map_err(ReceiverError::Tls)?),
            None => None,
        };
        let ports = self.ports()?;
        let address = |served: fn(Doors) -> bool| {
            let port = ports.iter().find(|port| served(port.doors))?;
            port.listener.local_addr().ok()
        };
        let (grpc, http) = (address(|doors| doors.grpc), address(|doors| doors.http));
        let own = self.recording.is_none();
        let recording = match (self.recording, self.output) {
            (Some(recording), None) => recording,
            (None, None) => Recording::new(),
            (None, Some(path)) => {
                Recording::with_file(CaptureWriter::create(path).map_err(ReceiverError::Output)?)
            }
            (Some(_), Some(_)) => {
                let why = "the recording that was given has its own file or none";
                let why = std::io::Error::new(std::io::ErrorKind::InvalidInput, why);
                return Err(ReceiverError::Output(CaptureError::Io(why)));
            }
        };
        let site = Site {
            recording: recording.clone(),
            limit: self.limit.unwrap_or(DEFAULT_LIMIT),
            play: Play::of(self.script),
        };
        #[cfg(feature = "tls")]
        let scheme = if tls.is_some() { "https" } else { "http" };
        #[cfg(not(feature = "tls"))]
        let scheme = "http";
        let (stop, thread) = server::spawn(
            ports,
            site,
            #[cfg(feature = "tls")]
            tls.as_ref(),
        )
        .map_err(ReceiverError::Thread)?;
        Ok(OtlpReceiver { grpc, http, scheme, recording, own, server: Some((stop, thread)) })
    }

    /// [`OtlpReceiverBuilder::start`] for async code; it does not depend on any runtime.
    ///
    /// # Errors
    /// As [`OtlpReceiverBuilder::start`].
    pub async fn start_async(self) -> Result<OtlpReceiver, ReceiverError> {
        super::flush(move || self.start()).await
    }

    fn ports(&mut self) -> Result<Vec<Port>, ReceiverError> {
        let every = Doors { grpc: cfg!(feature = "otlp-grpc"), http: cfg!(feature = "otlp-http") };
        if let Some(listener) = self.listener.take() {
            return Ok(vec![Port { listener, doors: every }]);
        }
        let wanted = match (&self.shared, &self.grpc, &self.http) {
            (None, None, None) => vec![(ANY_PORT, every)],
            // One port that is named twice is one port for both.
            (None, Some(grpc), Some(http)) if grpc == http && !grpc.ends_with(":0") => {
                vec![(grpc.as_str(), every)]
            }
            (shared, grpc, http) => {
                let rest = Doors { grpc: every.grpc && grpc.is_none(), http: every.http && http.is_none() };
                let mut wanted = Vec::new();
                if let Some(shared) = shared {
                    wanted.push((shared.as_str(), rest));
                }
                wanted.extend(grpc.as_deref().map(|grpc| (grpc, Doors { grpc: true, http: false })));
                wanted.extend(http.as_deref().map(|http| (http, Doors { grpc: false, http: true })));
                wanted
            }
        };
        let listen = |(address, doors): (&str, Doors)| match TcpListener::bind(address) {
            Ok(listener) => Ok(Port { listener, doors }),
            Err(source) => Err(ReceiverError::Listen { address: address.to_owned(), source }),
        };
        wanted.into_iter().map(listen).collect()
    }
}
