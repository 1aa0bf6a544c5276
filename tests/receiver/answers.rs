//! Every kind of request, good and bad, with its answer and what is recorded of it.

use super::client::{Answer, METRICS_CALL, block_on, call, framed, post, request, send};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Version};
use meterstick::capture::{BodyFormat, Exchange, OtlpReceiver, Status, Transport};
use meterstick::otlp::{Response, Signal};

const PROTOBUF: (&str, &str) = ("content-type", "application/x-protobuf");
const JSON: (&str, &str) = ("content-type", "application/json");
const GRPC: (&str, &str) = ("content-type", "application/grpc");

/// A request in protobuf with one gauge of the name `x` and no point.
const GAUGE: &[u8] = b"\x0a\x09\x12\x07\x12\x05\x0a\x01x\x2a\x00";
/// The same, its name no UTF-8.
const NOT_UTF8: &[u8] = b"\x0a\x09\x12\x07\x12\x05\x0a\x01\xff\x2a\x00";

/// A name, a request, the status that it is answered with, and the problem that is recorded (any problem, if it is left open).
type Case<S> = (&'static str, Request<Full<Bytes>>, S, Option<&'static str>);

fn ask(receiver: &OtlpReceiver, version: Version, request: Request<Full<Bytes>>) -> (Answer, Exchange) {
    let address = receiver.http_address().or(receiver.grpc_address()).expect("something is served");
    let answer = block_on(send(address, version, request));
    let capture = receiver.capture();
    let exchange = capture.requests().last().expect("every request is recorded before its answer");
    (answer, exchange.clone())
}

#[test]
fn over_http_everything_has_its_status() {
    let receiver = OtlpReceiver::builder().max_message_size(1000).start().expect("a receiver");
    let (metrics, large) = ("/v1/metrics", vec![b' '; 1001]);
    let gzip = ("content-encoding", "gzip");
    let unknown = ("content-encoding", "snappy");
    let cases: Vec<Case<u16>> = vec![
        ("protobuf", post(metrics, &[PROTOBUF], GAUGE), 200, None),
        ("json", post(metrics, &[JSON], "{}"), 200, None),
        (
            "parameters",
            post(metrics, &[("content-type", "Application/JSON; charset=utf-8")], "{}"),
            200,
            None,
        ),
        ("empty", post(metrics, &[PROTOBUF], ""), 200, None),
        ("identity", post(metrics, &[PROTOBUF, ("content-encoding", "identity")], GAUGE), 200, None),
        ("traces", post("/v1/traces", &[PROTOBUF], ""), 200, None),
        ("logs", post("/v1/logs", &[JSON], "{}"), 200, None),
        (
            "root",
            post("/", &[PROTOBUF], GAUGE),
            404,
            Some("nothing is served at `/`; metrics go to `/v1/metrics`"),
        ),
        (
            "twice",
            post("/v1/traces/v1/traces", &[JSON], "{}"),
            404,
            Some("nothing is served at `/v1/traces/v1/traces`; traces go to `/v1/traces`"),
        ),
        ("put", request("PUT", metrics, &[PROTOBUF], GAUGE), 405, Some("`PUT` instead of `POST`")),
        ("get", request("GET", metrics, &[], ""), 405, Some("`GET` instead of `POST`")),
        (
            "type",
            post(metrics, &[("content-type", "application/protobuf")], GAUGE),
            415,
            Some(
                "the content type `application/protobuf` is neither `application/x-protobuf` nor `application/json`",
            ),
        ),
        (
            "no type",
            post(metrics, &[], GAUGE),
            415,
            Some("there is no content type; `application/x-protobuf` and `application/json` are taken"),
        ),
        (
            "compression",
            post(metrics, &[PROTOBUF, unknown], GAUGE),
            415,
            Some("the compression `snappy` is not known; gzip,zstd,deflate are"),
        ),
        (
            "not gzip",
            post(metrics, &[PROTOBUF, gzip], GAUGE),
            400,
            Some("the body is not gzip: invalid gzip header"),
        ),
        ("large", post(metrics, &[JSON], large), 413, Some("the message is larger than 1000 bytes")),
        (
            "utf8",
            post(metrics, &[PROTOBUF], NOT_UTF8),
            400,
            Some("resource_metrics[0].scope_metrics[0].metrics[0].name: the string is not UTF-8 (byte 6)"),
        ),
        ("cut", post(metrics, &[PROTOBUF], &GAUGE[..5]), 400, None),
        ("bad json", post(metrics, &[JSON], "{"), 400, None),
        ("no json", post(metrics, &[JSON], ""), 400, None),
        ("bad traces", post("/v1/traces", &[PROTOBUF], "\x0a"), 400, None),
    ];
    for version in [Version::HTTP_11, Version::HTTP_2] {
        for (name, request, status, problem) in cases.clone() {
            let path = request.uri().path().to_owned();
            let method = request.method().to_string();
            let json = name != "no type"
                && request
                    .headers()
                    .get("content-type")
                    .is_some_and(|value| value.as_bytes().ends_with(b"json"))
                || name == "parameters";
            let (answer, exchange) = ask(&receiver, version, request);
            assert_eq!(answer.status, status, "{name} {version:?}: {answer:?}");
            let content_type = if json { JSON.1 } else { PROTOBUF.1 };
            assert_eq!(answer.header("content-type"), Some(content_type), "{name}");
            assert_eq!(exchange.status(), Some(Status::Http(status)), "{name}");
            assert_eq!(exchange.transport(), Transport::OtlpHttp, "{name}");
            assert_eq!((exchange.path(), exchange.method()), (path.as_str(), method.as_str()), "{name}");
            if status == 200 {
                assert_eq!(exchange.problem(), None, "{name}");
                let read = if json {
                    Response::from_json(&answer.body)
                } else {
                    Response::from_protobuf(&answer.body)
                };
                assert_eq!(read, Response::Success, "{name}");
            } else {
                let told = exchange.problem().unwrap_or_else(|| panic!("{name}: no problem is told"));
                if let Some(problem) = problem {
                    assert_eq!(told, problem, "{name}");
                }
                let body = String::from_utf8_lossy(&answer.body).into_owned();
                if json {
                    assert!(body.starts_with(r#"{"code":"#), "{name}: {body}");
                } else {
                    // Field 2 of `google.rpc.Status` is the message.
                    assert!(body.contains(told), "{name}: {body}");
                }
            }
        }
    }
    assert_eq!(receiver.capture().requests().len(), 2 * cases.len());
}

#[test]
fn answers_name_what_would_have_been_taken() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let (answer, _) = ask(&receiver, Version::HTTP_11, request("DELETE", "/v1/logs", &[], ""));
    assert_eq!(answer.header("allow"), Some("POST"));
    let snappy = post("/v1/metrics", &[PROTOBUF, ("content-encoding", "snappy")], GAUGE);
    let (answer, _) = ask(&receiver, Version::HTTP_11, snappy);
    assert_eq!(answer.header("accept-encoding"), Some("gzip,zstd,deflate"));
    let (answer, _) = ask(&receiver, Version::HTTP_2, call(Some("snappy"), GAUGE));
    assert_eq!(answer.header("grpc-accept-encoding"), Some("gzip,zstd,deflate"));
}

#[test]
fn over_grpc_everything_has_its_code() {
    let receiver = OtlpReceiver::builder().max_message_size(1000).start().expect("a receiver");
    let raw = |body: Vec<u8>| post(METRICS_CALL, &[GRPC], body);
    let two = [framed(0, GAUGE), framed(0, GAUGE)].concat();
    let cases: Vec<Case<i32>> = vec![
        ("good", call(None, GAUGE), 0, None),
        (
            "named",
            post(METRICS_CALL, &[("content-type", "application/grpc+proto")], framed(0, GAUGE)),
            0,
            None,
        ),
        ("empty", call(None, b""), 0, None),
        ("unused", post(METRICS_CALL, &[GRPC, ("grpc-encoding", "snappy")], framed(0, GAUGE)), 0, None),
        ("no service", post("/x.Y/Z", &[GRPC], framed(0, GAUGE)), 12, Some("there is no call `/x.Y/Z`")),
        ("http path", post("/nowhere", &[GRPC], framed(0, GAUGE)), 12, Some("there is no call `/nowhere`")),
        ("no message", raw(Vec::new()), 12, Some("the call carries no message")),
        ("two messages", raw(two), 12, Some("the call carries more than one message")),
        ("no frame", raw(vec![0, 0]), 13, Some("the call ends before its message begins")),
        (
            "cut",
            raw(framed(0, GAUGE)[..9].to_vec()),
            13,
            Some("the message has 4 bytes of the 11 that it announces"),
        ),
        ("flag", raw(framed(7, GAUGE)), 13, Some("the flag 7 of the message is unknown")),
        (
            "not said how",
            raw(framed(1, GAUGE)),
            13,
            Some("the message is compressed, yet `grpc-encoding` does not say how"),
        ),
        (
            "compression",
            call(Some("snappy"), GAUGE),
            12,
            Some("the compression `snappy` is not known; gzip,zstd,deflate are"),
        ),
        ("not gzip", call(Some("gzip"), GAUGE), 13, Some("the body is not gzip: invalid gzip header")),
        ("large", call(None, &[0; 1001]), 8, Some("the message is larger than 1000 bytes")),
        ("announced", raw(b"\0\xff\xff\xff\xff".to_vec()), 8, Some("the message is larger than 1000 bytes")),
        (
            "utf8",
            call(None, NOT_UTF8),
            3,
            Some("resource_metrics[0].scope_metrics[0].metrics[0].name: the string is not UTF-8 (byte 6)"),
        ),
    ];
    for (name, request, code, problem) in cases.clone() {
        let (answer, exchange) = ask(&receiver, Version::HTTP_2, request);
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        assert_eq!(answer.header("content-type"), Some("application/grpc"), "{name}");
        assert_eq!(answer.grpc(), Some(code), "{name}: {answer:?}");
        assert_eq!(exchange.status(), Some(Status::Grpc(code)), "{name}");
        assert_eq!(exchange.transport(), Transport::OtlpGrpc, "{name}");
        assert_eq!(exchange.problem(), problem, "{name}");
        if code == 0 {
            assert_eq!(answer.body, framed(0, b""), "{name}: success leaves the partial success unset");
        }
    }
    assert_eq!(receiver.capture().requests().len(), cases.len());
}

#[test]
fn a_call_that_is_no_call_is_answered_over_http() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    for (request, status) in [
        (request("GET", METRICS_CALL, &[GRPC], ""), 405),
        (post(METRICS_CALL, &[("content-type", "application/grpc-web")], framed(0, GAUGE)), 415),
        (post(METRICS_CALL, &[PROTOBUF], GAUGE), 415),
    ] {
        let (answer, exchange) = ask(&receiver, Version::HTTP_2, request);
        assert_eq!((answer.status, answer.grpc()), (status, None));
        assert_eq!(exchange.status(), Some(Status::Http(status)));
    }
}

#[test]
fn a_request_to_the_port_of_the_other_transport_is_told_so() {
    let receiver = OtlpReceiver::builder().grpc("127.0.0.1:0").start().expect("a receiver");
    let (answer, exchange) = ask(&receiver, Version::HTTP_11, post("/v1/metrics", &[PROTOBUF], GAUGE));
    assert_eq!(answer.status, 415);
    let problem = "a request over HTTP to a port for gRPC alone; the port for HTTP is another one";
    assert_eq!(exchange.problem(), Some(problem));

    let receiver = OtlpReceiver::builder().http("127.0.0.1:0").start().expect("a receiver");
    let (answer, exchange) = ask(&receiver, Version::HTTP_2, call(None, GAUGE));
    assert_eq!(answer.status, 415);
    let problem = "a gRPC call to a port for HTTP alone; the port for gRPC is another one";
    assert_eq!(exchange.problem(), Some(problem));
}

#[test]
fn a_refused_request_keeps_the_bytes_that_were_sent() {
    let receiver = OtlpReceiver::start().expect("a receiver");
    let (_, exchange) = ask(&receiver, Version::HTTP_11, post("/v1/metrics", &[PROTOBUF], NOT_UTF8));
    assert_eq!(exchange.body(), NOT_UTF8);
    assert_eq!(exchange.format(), BodyFormat::OtlpProtobuf);
    assert_eq!(exchange.faults().len(), 1);
    let (_, exchange) = ask(
        &receiver,
        Version::HTTP_11,
        post("/v1/logs?x=1", &[PROTOBUF, ("content-encoding", "gzip")], "xyz"),
    );
    assert_eq!((exchange.body(), exchange.format()), (&b"xyz"[..], BodyFormat::Raw));
    assert_eq!((exchange.encoding(), exchange.wire_size()), (Some("gzip"), 3));
    assert_eq!((exchange.signal(), exchange.path()), (Signal::Logs, "/v1/logs?x=1"));
    assert_eq!(exchange.header("Content-Type"), Some("application/x-protobuf"));
}
