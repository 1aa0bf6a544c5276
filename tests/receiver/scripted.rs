//! A receiver that plays a script: every reply on both transports, as it is on the wire and as it is recorded.

use super::client::{Answer, METRICS_CALL, block_on, call, framed, post, request_to, try_send};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Version};
use meterstick::capture::{Exchange, OtlpReceiver, Reply, Script, Status, until};
use std::time::Duration;

/// A request in protobuf with one gauge of the name `x` and no point.
const GAUGE: &[u8] = b"\x0a\x09\x12\x07\x12\x05\x0a\x01x\x2a\x00";

const HTTP: Version = Version::HTTP_11;
const GRPC: Version = Version::HTTP_2;

fn export(version: Version) -> Request<Full<Bytes>> {
    match version {
        GRPC => call(None, GAUGE),
        _ => post("/v1/metrics", &[("content-type", "application/x-protobuf")], GAUGE),
    }
}

fn receiver(script: impl Into<Script>) -> OtlpReceiver {
    OtlpReceiver::builder().script(script).start().expect("a receiver")
}

/// Exports once, and gives the answer, if there is a whole one, with what was recorded.
fn exported(script: impl Into<Script>, version: Version) -> (Option<Answer>, Exchange) {
    let receiver = receiver(script);
    let address = receiver.http_address().expect("HTTP is served");
    let answer = block_on(try_send(address, version, export(version)));
    let capture = receiver.wait_for(until::requests(1), Duration::from_secs(30)).expect("it is recorded");
    (answer, capture.requests()[0].clone())
}

fn details(answer: &Answer) -> Option<String> {
    let value =
        answer.trailers.get("grpc-status-details-bin").or(answer.headers.get("grpc-status-details-bin"));
    value.map(|value| value.to_str().expect("base64").to_owned())
}

#[test]
fn a_status_is_said_in_the_terms_of_its_transport() {
    let cases = [
        (Reply::ok(), 200, 0),
        (Reply::unavailable(), 503, 14),
        (Reply::status(Status::Grpc(1)), 503, 1),
        (Reply::status(Status::Grpc(3)), 400, 3),
        (Reply::status(Status::Grpc(8)), 413, 8),
        (Reply::status(Status::Http(429)), 429, 14),
        (Reply::status(Status::Http(404)), 404, 12),
        (Reply::status(Status::Http(500)), 500, 2),
    ];
    for (reply, http, grpc) in cases {
        let (answer, exchange) = exported([reply.clone()], HTTP);
        assert_eq!(answer.expect("an answer").status, http, "{reply:?}");
        assert_eq!(exchange.status(), Some(Status::Http(http)), "{reply:?}");
        assert_eq!(exchange.is_taken(), http == 200, "{reply:?}");
        let (answer, exchange) = exported([reply.clone()], GRPC);
        assert_eq!(answer.expect("an answer").grpc(), Some(grpc), "{reply:?}");
        assert_eq!(exchange.status(), Some(Status::Grpc(grpc)), "{reply:?}");
        assert_eq!(exchange.reading().map(|reading| reading.families().len()), Some(1), "{reply:?}");
    }
}

#[test]
fn when_to_come_back_is_said_in_the_terms_of_its_transport() {
    let throttle = Reply::throttle(Duration::from_millis(1500));
    let (answer, _) = exported([throttle.clone()], HTTP);
    assert_eq!(answer.expect("an answer").header("retry-after"), Some("2"));
    let (answer, _) = exported([throttle], GRPC);
    let details = details(&answer.expect("an answer")).expect("details");
    // The rest is google.rpc.Status; its own test has all bytes.
    assert!(details.starts_with("CA4S"), "code 14 and a message: {details}");
    let (answer, _) = exported([Reply::unavailable().retry_at(Duration::from_secs(3))], HTTP);
    let answer = answer.expect("an answer");
    let date = answer.header("retry-after").expect("a date");
    assert!(date.ends_with(" GMT"), "{date}");
}

#[test]
fn a_partial_success_is_a_success_with_a_message() {
    for version in [HTTP, GRPC] {
        let (answer, exchange) = exported([Reply::partial(3, "no")], version);
        let answer = answer.expect("an answer");
        let message = b"\x0a\x06\x08\x03\x12\x02no";
        let expected = if version == GRPC { framed(0, message) } else { message.to_vec() };
        assert_eq!(answer.body, expected);
        assert!(exchange.is_taken());
    }
}

#[test]
fn what_is_no_answer_of_the_protocol_is_sent_as_it_is() {
    let (answer, exchange) = exported([Reply::html(200)], HTTP);
    let answer = answer.expect("an answer");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(answer.body.starts_with(b"<!DOCTYPE html>"));
    assert_eq!(exchange.status(), Some(Status::Http(200)));
    let (answer, _) = exported([Reply::html(502)], GRPC);
    let answer = answer.expect("an answer");
    assert_eq!((answer.status, answer.grpc()), (502, None));
    let (answer, _) = exported([Reply::redirect(307, "/elsewhere")], HTTP);
    let answer = answer.expect("an answer");
    assert_eq!((answer.status, answer.header("location")), (307, Some("/elsewhere")));
    let (answer, exchange) = exported([Reply::redirect(302, "/elsewhere")], GRPC);
    assert_eq!(answer.expect("an answer").status, 302);
    assert!(!exchange.is_taken());
    for version in [HTTP, GRPC] {
        let (answer, _) = exported([Reply::oversized(5 << 20)], version);
        assert!(answer.expect("an answer").body.len() > 5 << 20);
        let (answer, _) = exported([Reply::garbage()], version);
        assert!(!answer.expect("an answer").body.is_empty());
    }
    let (answer, _) = exported([Reply::ok().content_type("text/plain").message("")], HTTP);
    assert_eq!(answer.expect("an answer").header("content-type"), Some("application/x-protobuf"), "ok is ok");
}

#[test]
fn connections_are_closed_where_the_script_says() {
    for version in [HTTP, GRPC] {
        let (answer, exchange) = exported([Reply::close_before()], version);
        assert!(answer.is_none());
        assert!(exchange.body().is_empty() && !exchange.is_taken());
        let (answer, exchange) = exported([Reply::close_instead()], version);
        assert!(answer.is_none());
        assert_eq!(exchange.body(), GAUGE);
        assert!(!exchange.is_taken());
        let (answer, exchange) = exported([Reply::close_during()], version);
        assert!(answer.is_none(), "{answer:?}");
        assert_eq!(exchange.body(), GAUGE);
    }
}

#[test]
fn a_client_that_gives_up_is_written_down_with_its_patience() {
    for version in [HTTP, GRPC] {
        let receiver = receiver([Reply::hang()]);
        let address = receiver.http_address().expect("HTTP is served");
        let patience = Duration::from_millis(200);
        let answer = block_on(async {
            tokio::time::timeout(patience, try_send(address, version, export(version))).await
        });
        assert!(answer.is_err(), "nobody answers");
        let capture = receiver.wait_for(until::requests(1), Duration::from_secs(30)).expect("it is recorded");
        let exchange = &capture.requests()[0];
        assert_eq!(exchange.status(), None);
        assert!(exchange.duration().expect("it was measured") >= patience - Duration::from_millis(50));
        assert_eq!(exchange.problem(), Some("the client went away before it was answered"));
    }
}

#[test]
fn a_script_comes_to_its_end() {
    let receiver =
        receiver(Script::from([Reply::ok(), Reply::unavailable().after(Duration::from_millis(1))]));
    let address = receiver.http_address().expect("HTTP is served");
    let statuses = |paths: [&str; 4]| {
        paths.map(|path| {
            let request = request_to(path, GAUGE);
            block_on(try_send(address, HTTP, request)).expect("an answer").status
        })
    };
    // Traces and unknown paths are no part of the play.
    assert_eq!(statuses(["/v1/metrics", "/v1/traces", "/elsewhere", "/v1/metrics"]), [200, 200, 404, 503]);
    assert_eq!(statuses(["/v1/metrics"; 4]), [200; 4]);
}

#[test]
fn what_is_no_request_is_told_so_whatever_the_script_says() {
    let receiver = receiver(Script::always(Reply::unavailable()));
    let address = receiver.http_address().expect("HTTP is served");
    let request = request_to("/v1/metrics", b"\xff");
    assert_eq!(block_on(try_send(address, HTTP, request)).expect("an answer").status, 400);
}

#[test]
fn a_connection_that_is_given_up_ends_after_its_answer() {
    let (answer, _) = exported([Reply::ok().then_go_away()], HTTP);
    assert_eq!(answer.expect("an answer").header("connection"), Some("close"));
    let (answer, exchange) = exported([Reply::ok().then_go_away()], GRPC);
    assert_eq!(answer.expect("an answer").grpc(), Some(0));
    assert!(exchange.is_taken());
}

#[test]
fn a_request_is_read_no_faster_than_the_script_says() {
    let receiver = receiver([Reply::ok().read_slowly(100)]);
    let address = receiver.http_address().expect("HTTP is served");
    let begun = std::time::Instant::now();
    assert!(block_on(try_send(address, GRPC, export(GRPC))).is_some());
    assert!(begun.elapsed() >= Duration::from_millis(100), "sixteen bytes at a hundred a second");
    assert_eq!(receiver.capture().requests()[0].path(), METRICS_CALL);
}
