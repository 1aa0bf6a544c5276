//! Connections that do not do what they should, and those that do unusual but proper things.

use super::client::{METRICS_CALL, block_on, framed};
use bytes::Bytes;
use hyper::body::{Body, Frame};
use meterstick::capture::{Exchange, OtlpReceiver, Status, Transport, until};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

fn connect(receiver: &OtlpReceiver) -> TcpStream {
    let address = receiver.http_address().or(receiver.grpc_address()).expect("something is served");
    TcpStream::connect(address).expect("the receiver listens")
}

/// Sends those bytes and nothing more, and gives what the receiver writes down of it.
fn turned_away(receiver: &OtlpReceiver, bytes: &[u8]) -> Exchange {
    let before = receiver.capture().requests().len();
    let mut stream = connect(receiver);
    stream.write_all(bytes).expect("the receiver reads");
    // The receiver may have had enough already, and closed the connection.
    let _ = stream.shutdown(Shutdown::Write);
    let capture = receiver.wait_for(until::requests(before + 1), LONG).expect("it is written down");
    capture.requests()[before].clone()
}

/// The beginning of a TLS client's first message, with the protocols that it offers.
fn hello(protocols: &[u8]) -> Vec<u8> {
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", protocols].concat()
}

#[test]
fn tls_to_a_port_without_is_told_by_name() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    for (protocols, transport) in [
        (&b"\x02h2"[..], Transport::OtlpGrpc),
        (b"\x02h2\x08http/1.1", Transport::OtlpHttp),
        (b"", Transport::OtlpHttp),
    ] {
        let exchange = turned_away(&receiver, &hello(protocols));
        assert_eq!(exchange.problem(), Some("the client speaks TLS to a plain-text port"));
        assert_eq!((exchange.transport(), exchange.status()), (transport, None));
    }
    let mut stream = connect(&receiver);
    stream.write_all(&hello(b"")).expect("the receiver reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("text, by which a TLS client knows what it is talking to");
    assert!(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{answer}");
    let error = receiver.wait_for(until::family("x"), Duration::ZERO).expect_err("nothing readable came");
    assert!(error.to_string().contains("request 0: the client speaks TLS to a plain-text port"), "{error}");
}

#[test]
fn what_is_no_http_is_written_down() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    for bytes in [
        &b"\x00\x01\x02 what is this\r\n\r\n"[..],
        b"HELO mail\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnot a frame at all",
    ] {
        let exchange = turned_away(&receiver, bytes);
        let problem = exchange.problem().expect("a problem");
        assert!(problem.starts_with("the client speaks no HTTP: "), "{problem}");
    }
}

#[test]
fn a_look_at_the_port_is_no_request() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    drop(connect(&receiver));
    // Connections are taken in order, so the empty one has been seen when the next is answered.
    turned_away(&receiver, &hello(b""));
    assert_eq!(receiver.capture().requests().len(), 1);
}

#[test]
fn a_client_that_goes_away_in_the_middle_is_written_down() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let head = "POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    let exchange = turned_away(&receiver, head.as_bytes());
    let problem = exchange.problem().expect("a problem");
    assert!(problem.starts_with("the client went away in the middle of its request"), "{problem}");
    assert_eq!((exchange.status(), exchange.body()), (None, &b"{"[..]));
}

/// A body that breaks off.
struct Broken {
    begun: bool,
}

impl Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let half = Bytes::from(framed(0, &[0; 100])[..50].to_vec());
        let frame = if self.begun { Err(io::Error::other("changed my mind")) } else { Ok(Frame::data(half)) };
        self.begun = true;
        Poll::Ready(Some(frame))
    }
}

#[test]
fn a_call_that_is_cancelled_in_the_middle_is_written_down() {
    use hyper::Request;
    use hyper_util::rt::{TokioExecutor, TokioIo};

    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.grpc_address().expect("gRPC is served");
    block_on(async {
        let stream = tokio::net::TcpStream::connect(address).await.expect("the receiver listens");
        let (mut client, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
                .await
                .expect("a handshake");
        let connection = tokio::spawn(connection);
        let request = Request::post(format!("http://localhost{METRICS_CALL}"));
        let request = request.header("content-type", "application/grpc").body(Broken { begun: false });
        assert!(client.send_request(request.expect("a request")).await.is_err());
        connection.abort();
    });
    let capture = receiver.wait_for(until::requests(1), LONG).expect("it is written down");
    assert_eq!(capture.requests()[0].status(), None);
}

#[test]
fn chunked_bodies_and_one_connection_for_many_requests_are_fine() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let mut stream = connect(&receiver);
    for _ in 0..3 {
        let head = "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("the receiver reads");
        stream.write_all(b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n").expect("the receiver reads");
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n{}") {
            let mut byte = [0];
            assert_eq!(stream.read(&mut byte).expect("an answer"), 1, "{}", String::from_utf8_lossy(&answer));
            answer.push(byte[0]);
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
    }
    let capture = receiver.capture();
    assert_eq!(capture.requests().len(), 3);
    assert!(
        capture
            .requests()
            .iter()
            .all(|exchange| exchange.status() == Some(Status::Http(200)) && exchange.body() == b"{}")
    );
}

#[test]
fn a_client_that_waits_to_be_asked_for_its_body_is_asked() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let mut stream = connect(&receiver);
    let head = "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("the receiver reads");
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).expect("an interim answer");
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"{}").expect("the receiver reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
