//! One attempt over HTTP.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, LOCATION, RETRY_AFTER,
};
use hyper::{Method, Request};
use std::time::SystemTime;

use super::answer::{Answer, of_http_status};
use super::body::Body;
use super::connection::{Connection, Failure};
use super::response;
use super::throttle::retry_after;
use crate::defects::{self, Defect};
use crate::say::crash;
use crate::settings::{Protocol, Settings};

/// What a payload is written in.
fn content_type(settings: &Settings) -> &'static str {
    if settings.protocol == Protocol::Json { "application/json" } else { "application/x-protobuf" }
}

/// Sends the payload once.
pub(super) async fn attempt(
    connection: &mut Connection,
    settings: &Settings,
    payload: Bytes,
) -> Result<Answer, Failure> {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(&settings.endpoint.path)
        .header(HOST, settings.endpoint.authority())
        .header(CONTENT_TYPE, content_type(settings))
        .header(ACCEPT_ENCODING, "gzip");
    if settings.gzip && !defects::has(Defect::CompressedUnlabelled) {
        request = request.header(CONTENT_ENCODING, "gzip");
    }
    let Ok(mut request) = request.body(Full::new(payload)) else {
        return Ok(Answer::Final(format!("{:?} is no path", settings.endpoint.path)));
    };
    super::add_headers(request.headers_mut(), settings);
    let answer = connection.send(request).await?;
    let (head, incoming) = answer.into_parts();
    let mut body = Body::read(incoming).await?;
    if is(&head.headers, CONTENT_ENCODING.as_str(), "gzip") {
        body.decompress();
    }
    if body.is_cut {
        // The rest is still on its way.
        connection.close();
    }
    let code = head.status.as_u16();
    match code {
        200..300 => Ok(success(&head.headers, &body, settings)),
        300..400 if defects::has(Defect::RedirectIsSuccess) => Ok(Answer::Taken),
        300..400 if defects::has(Defect::RedirectDropsBody) => {
            follow(connection, settings, &head.headers).await
        }
        _ => Ok(failure(code, &head.headers, &body)),
    }
}

fn is(headers: &HeaderMap, name: &str, expected: &str) -> bool {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}

fn success(headers: &HeaderMap, body: &Body, settings: &Settings) -> Answer {
    if body.is_cut {
        return Answer::Final("the answer is larger than 4 MiB".to_owned());
    }
    // The empty message, which needs no type.
    if body.bytes.is_empty() {
        return Answer::Taken;
    }
    let expected = content_type(settings);
    if !is(headers, CONTENT_TYPE.as_str(), expected) {
        let found = headers.get(CONTENT_TYPE).map_or("no type", |value| value.to_str().unwrap_or("?"));
        let why = format!("the answer is a success of type {found} instead of {expected}: {}", body.shown());
        if defects::has(Defect::HtmlCrashes) && is(headers, CONTENT_TYPE.as_str(), "text/html") {
            crash(&why);
        }
        if defects::has(Defect::WrongTypeCrashes) {
            crash(&why);
        }
        return match () {
            () if defects::has(Defect::GarbageUnheard) => Answer::Taken,
            () if defects::has(Defect::WrongTypeRetried) => Answer::again(why),
            () => Answer::Final(why),
        };
    }
    response::read(&body.bytes, settings.protocol == Protocol::Json)
}

fn failure(code: u16, headers: &HeaderMap, body: &Body) -> Answer {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let message = match text(LOCATION) {
        Some(location) if (300..400).contains(&code) => {
            format!("redirects are not followed, here to {location}")
        }
        _ => response::status_message(&body.bytes).unwrap_or_else(|| body.shown()),
    };
    let message = if defects::has(Defect::MessageUnheard) { String::new() } else { format!(": {message}") };
    let wait = text(RETRY_AFTER).and_then(|value| retry_after(value, SystemTime::now()));
    of_http_status(code, format!("HTTP status {code}{message}"), wait)
}

/// What some clients make of a redirect, and call it success.
async fn follow(
    connection: &mut Connection,
    settings: &Settings,
    headers: &HeaderMap,
) -> Result<Answer, Failure> {
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("/");
    let path = match location.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => location,
    };
    let request = Request::builder()
        .uri(path)
        .header(HOST, settings.endpoint.authority())
        .body(Full::new(Bytes::new()));
    let Ok(request) = request else { return Ok(Answer::Taken) };
    let answer = connection.send(request).await?;
    let code = answer.status();
    Body::read(answer.into_body()).await?;
    Ok(if code.is_client_error() { Answer::Final(format!("HTTP status {code}")) } else { Answer::Taken })
}
