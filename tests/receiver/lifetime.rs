//! From the start of a receiver to its end, in all the places where tests run.

use super::client::{block_on, call, post, send};
use hyper::Version;
use meterstick::capture::{Capture, CaptureWriter, OtlpReceiver, Protocol, Recording, Status, flush, until};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

/// An export in JSON with one gauge of that name, over a blocking connection.
fn push(address: SocketAddr, name: &str) {
    let answer = push_whatever_comes(address, name);
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

fn push_whatever_comes(address: SocketAddr, name: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the receiver listens");
    let metric = format!(r#"{{"name":"{name}","gauge":{{"dataPoints":[{{"asInt":"1"}}]}}}}"#);
    let body = format!(r#"{{"resourceMetrics":[{{"scopeMetrics":[{{"metrics":[{metric}]}}]}}]}}"#);
    let head =
        "POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).expect("the receiver reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn it_works_without_a_runtime() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    push(receiver.http_address().expect("HTTP is served"), "orders");
    let capture = receiver.wait_for(until::family("orders"), LONG).expect("it came");
    assert_eq!(capture.latest().families().len(), 1);
    assert_eq!(receiver.shutdown().expect("no file to fail").requests().len(), 1);
}

#[tokio::test]
async fn it_works_beside_a_client_that_blocks_the_only_thread() {
    let receiver = OtlpReceiver::builder().start_async().await.expect("a receiver");
    push(receiver.http_address().expect("HTTP is served"), "orders");
    receiver.wait_for_async(until::family("orders"), LONG).await.expect("it came");
    receiver.wait_for(until::family("orders"), LONG).expect("it came");
    assert_eq!(receiver.shutdown_async().await.expect("no file to fail").requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_works_on_a_runtime_with_threads() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.grpc_address().expect("gRPC is served");
    let answer = tokio::spawn(send(address, Version::HTTP_2, call(None, b""))).await.expect("no panic");
    assert_eq!(answer.grpc(), Some(0));
    drop(receiver);
}

#[tokio::test]
async fn a_flush_leaves_the_runtime_free() {
    let (tell, told) = tokio::sync::oneshot::channel();
    // As an exporter's background task, this runs only while the test's own thread is free.
    tokio::spawn(async move { tell.send(7) });
    assert_eq!(flush(move || told.blocking_recv()).await, Ok(7));
    let inside = flush(|| tokio::runtime::Handle::try_current().is_ok()).await;
    assert!(inside, "work that needs the runtime finds it");
}

#[test]
fn dropping_stops_it_at_once_whatever_is_open() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.http_address().expect("HTTP is served");
    let idle = TcpStream::connect(address).expect("the receiver listens");
    let mut half = TcpStream::connect(address).expect("the receiver listens");
    half.write_all(b"POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{")
        .expect("the receiver reads");
    drop(receiver);
    assert!(TcpStream::connect(address).is_err(), "the port is free again");
    drop((idle, half));
}

#[test]
fn dropping_ends_every_wait() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let recording = receiver.recording().clone();
    let waiter = thread::spawn(move || recording.wait_for(until::requests(1), LONG));
    drop(receiver);
    let error = waiter.join().expect("no panic").expect_err("nothing came");
    assert!(error.to_string().starts_with("stopped while waiting for 1 request"), "{error}");
}

#[test]
fn a_shutdown_lets_a_request_that_has_begun_come_to_its_end() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.http_address().expect("HTTP is served");
    let idle = TcpStream::connect(address).expect("the receiver listens");
    let mut stream = TcpStream::connect(address).expect("the receiver listens");
    let head =
        "POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n";
    write!(stream, "{head}content-length: 2\r\n\r\n").expect("the receiver reads");
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).expect("the receiver asks for the body");
    let shutdown = thread::spawn(move || receiver.shutdown());
    while TcpStream::connect(address).is_ok() {
        thread::yield_now();
    }
    stream.write_all(b"{}").expect("the receiver still reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let capture = shutdown.join().expect("no panic").expect("no file to fail");
    assert_eq!(capture.requests().len(), 1);
    drop(idle);
}

#[test]
fn nothing_that_was_acknowledged_is_missing() {
    const CLIENTS: usize = 8;
    const EXPORTS: usize = 25;
    let receiver = OtlpReceiver::start().expect("a receiver");
    let (http, grpc) = (receiver.http_address(), receiver.grpc_address());
    let acknowledged: BTreeSet<Vec<u8>> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                scope.spawn(move || {
                    let mut acknowledged = Vec::new();
                    for export in 0..EXPORTS {
                        // A field that nobody knows makes each request one of its kind.
                        let body = [&b"\x82\x80\x01\x02"[..], &[client as u8, export as u8]].concat();
                        let answer = if client % 2 == 0 {
                            let headers = [("content-type", "application/x-protobuf")];
                            let post = post("/v1/metrics", &headers, body.clone());
                            block_on(send(http.expect("HTTP is served"), Version::HTTP_11, post))
                        } else {
                            block_on(send(grpc.expect("gRPC is served"), Version::HTTP_2, call(None, &body)))
                        };
                        if answer.status == 200 && answer.grpc().unwrap_or(0) == 0 {
                            acknowledged.push(body);
                        }
                    }
                    acknowledged
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().expect("no panic")).collect()
    });
    let capture = receiver.shutdown().expect("no file to fail");
    let recorded: BTreeSet<Vec<u8>> =
        capture.requests().iter().map(|exchange| exchange.body().to_vec()).collect();
    assert_eq!(acknowledged.len(), CLIENTS * EXPORTS);
    assert_eq!(recorded, acknowledged);
    assert_eq!(capture.requests().len(), CLIENTS * EXPORTS);
}

#[test]
fn what_is_acknowledged_is_in_the_file() {
    let path = std::env::temp_dir().join(format!("meterstick-receiver-{}.capture", std::process::id()));
    let receiver = OtlpReceiver::builder().output(&path).start().expect("a receiver");
    push(receiver.http_address().expect("HTTP is served"), "orders");
    let loaded = Capture::load(&path).expect("a whole file, though the receiver still runs");
    assert_eq!(loaded.requests()[0].record(), receiver.capture().requests()[0].record());
    assert_eq!(loaded.requests()[0].status(), Some(Status::Http(200)));
    receiver.shutdown().expect("the file was written");
    std::fs::remove_file(path).expect("it was there");
}

#[test]
fn a_recording_from_outside_stays_open() {
    let recording = Recording::new();
    let receiver = OtlpReceiver::builder().recording(recording.clone()).start().expect("a receiver");
    push(receiver.http_address().expect("HTTP is served"), "one");
    assert_eq!(receiver.shutdown().expect("no file to fail").requests().len(), 1);
    let again = OtlpReceiver::builder().recording(recording.clone()).start().expect("a receiver");
    push(again.http_address().expect("HTTP is served"), "two");
    assert_eq!(recording.capture().latest().families().len(), 2);
    let error =
        OtlpReceiver::builder().recording(recording).output("nowhere").start().expect_err("two places");
    assert!(error.to_string().starts_with("cannot write the capture: "), "{error}");
}

#[test]
fn what_cannot_be_kept_in_the_file_is_not_acknowledged() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            // Only the first line of the file fits.
            if bytes.len() > 30 { Err(std::io::Error::other("the disk is full")) } else { Ok(bytes.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let recording = Recording::with_file(CaptureWriter::new(Full).expect("the first line fits"));
    let receiver = OtlpReceiver::builder().recording(recording.clone()).start().expect("a receiver");
    let address = receiver.http_address().expect("HTTP is served");
    for _ in 0..2 {
        let answer = push_whatever_comes(address, "orders");
        assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable"), "{answer}");
        assert!(answer.contains("the capture file cannot be written: the disk is full"), "{answer}");
    }
    let answer = block_on(send(address, Version::HTTP_2, call(None, b"")));
    assert_eq!((answer.status, answer.grpc()), (200, Some(14)));
    assert_eq!(recording.close().expect_err("it is full").to_string(), "the disk is full");
    // In memory all of it can still be looked at, and it is not the service that is to blame.
    let capture = recording.capture();
    let told: Vec<_> = capture.requests().iter().map(|one| (one.status(), one.problem())).collect();
    let http = (Some(Status::Http(503)), None);
    assert_eq!(told, [http, http, (Some(Status::Grpc(14)), None)]);
    assert!(capture.requests().iter().all(meterstick::capture::Exchange::is_refused));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let first = OtlpReceiver::start().expect("a receiver");
    let address = first.http_address().expect("HTTP is served");
    for builder in [
        OtlpReceiver::builder().address(address),
        OtlpReceiver::builder().grpc(address),
        OtlpReceiver::builder().http(address),
    ] {
        let error = builder.start().expect_err("the port is taken").to_string();
        assert!(error.starts_with(&format!("cannot listen on `{address}`: ")), "{error}");
    }
}

#[test]
fn each_protocol_has_its_endpoint() {
    let receiver =
        OtlpReceiver::builder().grpc("127.0.0.1:0").http("127.0.0.1:0").start().expect("a receiver");
    let grpc = receiver.endpoint(Protocol::Grpc).expect("gRPC is served");
    let http = receiver.endpoint(Protocol::HttpJson).expect("HTTP is served");
    assert_ne!(grpc, http);
    assert_eq!(receiver.endpoint(Protocol::HttpProtobuf), Some(http.clone()));
    let environment = receiver.env_for(Protocol::Grpc).expect("gRPC is served");
    assert!(
        environment.into_iter().any(|pair| pair == ("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), grpc.clone()))
    );
    assert!(
        receiver
            .env()
            .into_iter()
            .any(|pair| pair == ("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), http.clone()))
    );
    let both = OtlpReceiver::start().expect("a receiver");
    assert_eq!(both.grpc_address(), both.http_address());
    let one = OtlpReceiver::builder().grpc("127.0.0.1:0").start().expect("a receiver");
    assert!(one.env_for(Protocol::HttpJson).is_none());
    assert!(
        one.env()
            .into_iter()
            .any(|pair| pair == ("OTEL_EXPORTER_OTLP_PROTOCOL".to_owned(), "grpc".to_owned()))
    );
}

#[test]
fn exemplars_can_be_held_against_captured_spans() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.http_address().expect("HTTP is served");
    let span =
        r#"{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"AABBCCDDEEFF0011","name":"x","kind":2}"#;
    let json = format!(r#"{{"resourceSpans":[{{"scopeSpans":[{{"spans":[{span}]}}]}}]}}"#);
    block_on(send(
        address,
        Version::HTTP_11,
        post("/v1/traces", &[("content-type", "application/json")], json),
    ));
    let span = [&b"\x0a\x10"[..], &[7; 16], b"\x12\x08", &[9; 8]].concat();
    let protobuf = [&b"\x0a\x20\x12\x1e\x12\x1c"[..], &span].concat();
    let headers = [("content-type", "application/x-protobuf")];
    block_on(send(address, Version::HTTP_11, post("/v1/traces", &headers, protobuf)));
    let capture = receiver.capture();
    assert!(capture.requests().iter().all(|exchange| exchange.problem().is_none()), "{capture:?}");
    let first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    assert!(capture.contains_span(first, [0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x00, 0x11]));
    assert!(capture.contains_span([7; 16], [9; 8]));
    assert!(!capture.contains_span([7; 16], [1; 8]));
}
