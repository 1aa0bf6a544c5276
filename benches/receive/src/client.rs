//! A client that costs as little as possible: bytes that are ready, over one connection.

use bytes::{BufMut, Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Grpc,
    Http,
}

pub(crate) struct Client {
    runtime: Runtime,
    address: SocketAddr,
    sender: Sender,
}

enum Sender {
    Grpc(http2::SendRequest<Full<Bytes>>),
    Http(http1::SendRequest<Full<Bytes>>),
}

impl Client {
    pub(crate) fn connect(address: SocketAddr, transport: Transport) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let sender = runtime.block_on(async {
            let stream = TcpStream::connect(address).await.expect("the server listens");
            stream.set_nodelay(true).expect("a socket");
            let stream = TokioIo::new(stream);
            match transport {
                Transport::Grpc => {
                    let (sender, connection) =
                        http2::handshake(TokioExecutor::new(), stream).await.expect("a handshake");
                    tokio::spawn(connection);
                    Sender::Grpc(sender)
                }
                Transport::Http => {
                    let (sender, connection) = http1::handshake(stream).await.expect("a handshake");
                    tokio::spawn(connection);
                    Sender::Http(sender)
                }
            }
        });
        Self { runtime, address, sender }
    }

    /// Sends an export and waits for its answer, which must be success.
    pub(crate) fn export(&mut self, message: &Bytes) {
        let Self { runtime, address, sender } = self;
        let answer = runtime.block_on(async {
            match sender {
                Sender::Grpc(sender) => {
                    sender.ready().await.expect("an open connection");
                    sender.send_request(call(*address, message)).await
                }
                Sender::Http(sender) => {
                    sender.ready().await.expect("an open connection");
                    let request = Request::post("/v1/metrics").header("host", "localhost");
                    let request = request.header("content-type", "application/x-protobuf");
                    sender.send_request(request.body(Full::new(message.clone())).expect("a request")).await
                }
            }
        });
        let answer: Response<_> = answer.expect("an answer");
        assert!(answer.status().is_success(), "{answer:?}");
        let early = answer.headers().get("grpc-status").cloned();
        let body = runtime.block_on(answer.into_body().collect()).expect("a whole answer");
        let late = body.trailers().and_then(|trailers| trailers.get("grpc-status")).cloned();
        if let Some(status) = early.or(late) {
            assert_eq!(status, "0");
        }
    }
}

fn call(address: SocketAddr, message: &Bytes) -> Request<Full<Bytes>> {
    let mut framed = BytesMut::with_capacity(message.len() + 5);
    framed.put_u8(0);
    framed.put_u32(message.len() as u32);
    framed.put_slice(message);
    let path = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    let request = Request::post(format!("http://{address}{path}"));
    let request = request.header("content-type", "application/grpc").header("te", "trailers");
    request.body(Full::new(framed.freeze())).expect("a request")
}
