//! One connection to the backend, kept as long as it lasts.

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::pki_types::ServerName;
use std::error::Error as _;
use std::fmt;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::tls;
use crate::defects::{self, Defect};
use crate::settings::{Protocol, Settings};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nobody listens.
    Refused(String),
    /// The connection did not last.
    Broken(String),
    /// The stream was reset for a reason that is this gRPC status.
    Reset(u16),
    /// The two do not trust each other.
    Tls(String),
    /// What only a defect gives up.
    Lost(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => write!(f, "no connection: {why}"),
            Self::Broken(why) => write!(f, "the connection broke: {why}"),
            Self::Reset(code) => write!(f, "the stream was reset: {}", super::answer::name(*code)),
            Self::Tls(why) => write!(f, "tls: {why}"),
            Self::Lost(why) => f.write_str(why),
        }
    }
}

impl From<hyper::Error> for Failure {
    fn from(error: hyper::Error) -> Self {
        let source = error.source().and_then(|source| source.downcast_ref::<h2::Error>());
        if let Some(h2) = source {
            if h2.is_go_away() && defects::has(Defect::GoawayLoses) {
                return Self::Lost("the backend is going away".to_owned());
            }
            // The table of gRPC over HTTP/2. Of a connection that goes away nothing was begun, so it is as good as broken.
            if h2.is_reset()
                && let Some(reason) = h2.reason()
            {
                return Self::Reset(match reason {
                    h2::Reason::REFUSED_STREAM => 14,
                    h2::Reason::CANCEL => 1,
                    h2::Reason::ENHANCE_YOUR_CALM => 8,
                    h2::Reason::INADEQUATE_SECURITY => 7,
                    _ => 13,
                });
            }
        }
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        Self::Broken(format!("{error}{cause}"))
    }
}

enum Link {
    One(http1::SendRequest<Full<Bytes>>),
    Two(http2::SendRequest<Full<Bytes>>),
}

/// The connection, if there is one.
pub(super) struct Connection {
    settings: Settings,
    link: Option<Link>,
}

impl Connection {
    pub(super) fn new(settings: Settings) -> Self {
        Self { settings, link: None }
    }

    /// Gives the connection up, for instance because an answer is still outstanding on it.
    pub(super) fn close(&mut self) {
        self.link = None;
    }

    /// Sends a request over the connection, which is made anew where that is necessary.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Failure> {
        let is_usable = match &mut self.link {
            Some(Link::One(link)) => link.ready().await.is_ok(),
            Some(Link::Two(link)) => link.ready().await.is_ok(),
            None => false,
        };
        if !is_usable {
            let had_link = self.link.take().is_some();
            if had_link && defects::has(Defect::GoawayLoses) {
                return Err(Failure::Lost("the backend went away".to_owned()));
            }
            self.link = Some(self.connect().await?);
        }
        let sent = match self.link.as_mut().expect("it was made just now") {
            Link::One(link) => link.send_request(request).await,
            Link::Two(link) => link.send_request(request).await,
        };
        sent.map_err(|error| {
            self.link = None;
            error.into()
        })
    }

    async fn connect(&self) -> Result<Link, Failure> {
        let endpoint = &self.settings.endpoint;
        let host = endpoint.host.trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((host, endpoint.port))
            .await
            .map_err(|error| Failure::Refused(format!("{}: {error}", endpoint.authority())))?;
        let _ = stream.set_nodelay(true);
        let is_http2 = self.settings.protocol == Protocol::Grpc;
        if !endpoint.tls {
            return handshake(stream, is_http2).await;
        }
        let config = tls::config(&self.settings, is_http2).map_err(Failure::Tls)?;
        let name = ServerName::try_from(host.to_owned()).map_err(|error| Failure::Tls(error.to_string()))?;
        let connector = TlsConnector::from(Arc::new(config));
        let stream = connector.connect(name, stream).await.map_err(|error| {
            // A certificate does not get better by asking again, a connection that breaks in the handshake may.
            match error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>) {
                true => Failure::Tls(error.to_string()),
                false => Failure::Broken(error.to_string()),
            }
        })?;
        handshake(stream, is_http2).await
    }
}

async fn handshake<S>(stream: S, is_http2: bool) -> Result<Link, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let io = TokioIo::new(stream);
    if is_http2 {
        let (link, connection) = http2::handshake(TokioExecutor::new(), io).await?;
        tokio::spawn(connection);
        return Ok(Link::Two(link));
    }
    let (link, connection) = http1::handshake(io).await?;
    tokio::spawn(connection);
    Ok(Link::One(link))
}
