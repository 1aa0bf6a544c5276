//! A client that sends exactly what it is told, over HTTP/1 or HTTP/2, and shows all of the answer.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Request, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// An answer with its trailers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trailers: HeaderMap,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The gRPC status code, from the trailers or, if there is no message, from the headers.
    pub(crate) fn grpc(&self) -> Option<i32> {
        let value = self.trailers.get("grpc-status").or_else(|| self.headers.get("grpc-status"))?;
        value.to_str().ok()?.parse().ok()
    }
}

/// Runs a client where there is no runtime yet.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// Sends one request over a connection of its own.
pub(crate) async fn send(address: SocketAddr, version: Version, request: Request<Full<Bytes>>) -> Answer {
    let stream = TcpStream::connect(address).await.expect("the receiver listens");
    stream.set_nodelay(true).expect("a socket");
    send_over(stream, version, request).await
}

/// Sends one request over a connection of its own, to whoever may not answer in full.
pub(crate) async fn try_send(
    address: SocketAddr,
    version: Version,
    request: Request<Full<Bytes>>,
) -> Option<Answer> {
    let stream = TcpStream::connect(address).await.expect("the receiver listens");
    stream.set_nodelay(true).expect("a socket");
    try_send_over(stream, version, request).await
}

/// Sends one request over a stream that is connected already.
pub(crate) async fn send_over<S>(stream: S, version: Version, request: Request<Full<Bytes>>) -> Answer
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    try_send_over(stream, version, request).await.expect("a whole answer")
}

async fn try_send_over<S>(stream: S, version: Version, request: Request<Full<Bytes>>) -> Option<Answer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let stream = TokioIo::new(stream);
    let answer = if version == Version::HTTP_2 {
        let (mut client, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), stream).await.expect("a handshake");
        tokio::spawn(connection);
        client.send_request(request).await
    } else {
        let (mut client, connection) =
            hyper::client::conn::http1::handshake(stream).await.expect("a handshake");
        tokio::spawn(connection);
        client.send_request(request).await
    };
    let (parts, body) = answer.ok()?.into_parts();
    let body = body.collect().await.ok()?;
    let trailers = body.trailers().cloned().unwrap_or_default();
    Some(Answer { status: parts.status.as_u16(), headers: parts.headers, body: body.to_bytes(), trailers })
}

/// A request as an exporter over HTTP makes it.
pub(crate) fn post(path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    request("POST", path, headers, body)
}

/// An export in protobuf to some path.
pub(crate) fn request_to(path: &str, body: &'static [u8]) -> Request<Full<Bytes>> {
    post(path, &[("content-type", "application/x-protobuf")], body)
}

pub(crate) fn request(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Request<Full<Bytes>> {
    let mut request = Request::builder().method(method).uri(format!("http://localhost{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Full::new(body.into())).expect("a request")
}

pub(crate) const METRICS_CALL: &str = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

/// A message with its frame.
pub(crate) fn framed(flag: u8, message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).expect("a message of a sensible size");
    [&[flag], &length.to_be_bytes()[..], message].concat()
}

/// A call as an exporter over gRPC makes it, of a message that may be compressed already.
pub(crate) fn call(encoding: Option<&str>, message: &[u8]) -> Request<Full<Bytes>> {
    let mut headers = vec![("content-type", "application/grpc"), ("te", "trailers")];
    headers.extend(encoding.map(|encoding| ("grpc-encoding", encoding)));
    post(METRICS_CALL, &headers, framed(u8::from(encoding.is_some()), message))
}
