//! Mistakes that users make, sent for real: each is told by the rule that names it, and by no other of severity error.

use super::client::{METRICS_CALL, block_on, call, framed, post, request, send};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Version};
use meterstick::capture::{Capture, OtlpReceiver, until};
use meterstick::rules::{Profile, Severity};
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const LONG: Duration = Duration::from_secs(30);

/// The rules whose findings are errors.
fn errors(capture: &Capture) -> Vec<&'static str> {
    let judgement = capture.judge(&Profile::default());
    let errors = judgement.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule.id).collect()
}

const JSON: (&str, &str) = ("content-type", "application/json");
const PROTOBUF: (&str, &str) = ("content-type", "application/x-protobuf");
const GRPC: (&str, &str) = ("content-type", "application/grpc");
const TRACES_CALL: &str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

/// A request with which nothing is wrong.
fn metric() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that goes").as_nanos();
    format!(
        r#"{{"resourceMetrics":[{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"shop"}}}}]}},"scopeMetrics":[
{{"scope":{{"name":"shop"}},"metrics":[{{"name":"queue.length","gauge":{{"dataPoints":[{{"timeUnixNano":"{now}","asInt":"1"}}]}}}}]}}]}}]}}"#
    )
}

#[test]
fn each_mistake_over_http_is_told_by_its_rule() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.http_address().expect("HTTP is served");
    let mistakes: [(Request<Full<Bytes>>, &str); 13] = [
        (post("/", &[JSON], metric()), "otlp/path-unknown"),
        (post("//v1/metrics", &[JSON], metric()), "otlp/path-joined"),
        (post("/v1/metrics/v1/metrics", &[JSON], metric()), "otlp/path-joined"),
        (request("PUT", "/v1/metrics", &[JSON], metric()), "otlp/not-post"),
        (post("/v1/metrics", &[("content-type", "application/protobuf")], ""), "otlp/content-type"),
        (post("/v1/metrics", &[], metric()), "otlp/content-type"),
        (post("/v1/metrics", &[PROTOBUF], metric()), "otlp/content-type"),
        (post("/v1/metrics", &[JSON, ("content-encoding", "gzip")], metric()), "otlp/compression-corrupt"),
        (
            post("/v1/metrics", &[PROTOBUF], &b"\x1f\x8b\x08\0\0\0\0\0\0\x03"[..]),
            "otlp/compression-unlabelled",
        ),
        (post("/v1/metrics", &[JSON], "{"), "json/syntax"),
        (post("/v1/metrics", &[PROTOBUF], &b"\x0a\x05"[..]), "otlp-protobuf/truncated"),
        (post("/v1/traces", &[JSON], metric()), "otlp/wrong-signal"),
        (post("/v1/metrics", &[GRPC], framed(0, b"")), "otlp/wrong-port"),
    ];
    for (number, (mistake, rule)) in mistakes.into_iter().enumerate() {
        block_on(send(address, Version::HTTP_11, mistake));
        let last = receiver.capture().requests()[number].clone();
        assert_eq!(errors(&[last.clone()].into_iter().collect()), [rule], "{last:?}");
    }
}

#[test]
fn each_mistake_over_grpc_is_told_by_its_rule() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.grpc_address().expect("gRPC is served");
    let mistakes: [(Request<Full<Bytes>>, &str); 5] = [
        (post("/shop.Orders/Export", &[GRPC], framed(0, b"")), "otlp/path-unknown"),
        (post(METRICS_CALL, &[GRPC], &b"\0\0\0\0\x09abc"[..]), "otlp/grpc-frame"),
        (post(METRICS_CALL, &[GRPC], ""), "otlp/grpc-frame"),
        (call(Some("gzip"), b"no gzip"), "otlp/compression-corrupt"),
        (post(METRICS_CALL, &[GRPC], framed(0, b"\x0a\x05")), "otlp-protobuf/truncated"),
    ];
    for (number, (mistake, rule)) in mistakes.into_iter().enumerate() {
        block_on(send(address, Version::HTTP_2, mistake));
        let last = receiver.capture().requests()[number].clone();
        assert_eq!(errors(&[last.clone()].into_iter().collect()), [rule], "{last:?}");
    }
}

#[test]
fn calls_that_say_nothing_are_fine() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let address = receiver.grpc_address().expect("gRPC is served");
    block_on(send(address, Version::HTTP_2, post(TRACES_CALL, &[GRPC], framed(0, b""))));
    block_on(send(address, Version::HTTP_2, call(None, b"")));
    assert_eq!(errors(&receiver.capture()), [""; 0]);
}

#[test]
fn the_port_of_the_other_transport_is_told_by_name() {
    let receiver = OtlpReceiver::builder().grpc("127.0.0.1:0").start().expect("a receiver");
    let address = receiver.grpc_address().expect("gRPC is served");
    block_on(send(address, Version::HTTP_11, post("/v1/metrics", &[JSON], metric())));
    assert_eq!(errors(&receiver.capture()), ["otlp/wrong-port"]);
}

#[test]
fn who_makes_no_request_is_told_by_what_was_spoken() {
    for (bytes, rule) in [
        (&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], "otlp/tls-mismatch"),
        (b"orders:1|c\n\n", "otlp/no-http"),
        (b"POST /v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{", "otlp/broken-off"),
    ] {
        let receiver = OtlpReceiver::start().expect("a receiver");
        let address = receiver.http_address().expect("HTTP is served");
        let mut stream = TcpStream::connect(address).expect("the receiver listens");
        stream.write_all(bytes).expect("the receiver reads");
        let _ = stream.shutdown(Shutdown::Write);
        let capture = receiver.wait_for(until::requests(1), LONG).expect("it is written down");
        assert_eq!(errors(&capture), [rule]);
    }
}
