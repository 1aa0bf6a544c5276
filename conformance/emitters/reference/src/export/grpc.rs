//! One attempt over gRPC.

use bytes::{BufMut, Bytes, BytesMut};
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, TE};
use hyper::{Method, Request};
use std::time::{Duration, Instant};

use super::answer::{Answer, name, of_grpc_status};
use super::body::{Body, LARGEST};
use super::connection::{Connection, Failure};
use super::response;
use super::throttle::retry_info;
use crate::defects::{self, Defect};
use crate::say::crash;
use crate::settings::{Settings, decoded};

const METHOD: &str = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

/// Sends the payload once. The backend is told how long it has for its answer.
pub(super) async fn attempt(
    connection: &mut Connection,
    settings: &Settings,
    payload: Bytes,
    deadline: Option<Instant>,
) -> Result<Answer, Failure> {
    let mut message = BytesMut::with_capacity(payload.len() + 5);
    message.put_u8(u8::from(settings.gzip));
    message.put_u32(payload.len() as u32);
    message.put(payload);
    let scheme = if settings.endpoint.tls { "https" } else { "http" };
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(format!("{scheme}://{}{METHOD}", settings.endpoint.authority()))
        .header(CONTENT_TYPE, "application/grpc")
        .header(TE, "trailers")
        .header("grpc-accept-encoding", "gzip");
    if settings.gzip && !defects::has(Defect::CompressedUnlabelled) {
        request = request.header("grpc-encoding", "gzip");
    }
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        request = request.header("grpc-timeout", format!("{}m", left.as_millis().min(99_999_999)));
    }
    let Ok(mut request) = request.body(Full::new(message.freeze())) else {
        return Ok(Answer::Final("the endpoint is no authority".to_owned()));
    };
    super::add_headers(request.headers_mut(), settings);
    let answer = connection.send(request).await?;
    let (head, incoming) = answer.into_parts();
    let mut body = Body::read(incoming).await?;
    if body.is_cut {
        return Ok(Answer::Final("RESOURCE_EXHAUSTED: the answer is larger than 4 MiB".to_owned()));
    }
    // An answer without a message has its trailers among its headers.
    let trailers = if body.trailers.contains_key("grpc-status") { &body.trailers } else { &head.headers };
    let text = |name: &str| trailers.get(name).and_then(|value| value.to_str().ok());
    let Some(code) = text("grpc-status").and_then(|code| code.trim().parse().ok()) else {
        return Ok(of_foreign_status(head.status.as_u16(), &body));
    };
    if code == 0 {
        let is_grpc =
            head.headers.get(CONTENT_TYPE).is_some_and(|of| of.as_bytes().starts_with(b"application/grpc"));
        return Ok(if is_grpc { success(&mut body) } else { not_grpc(&head.headers) });
    }
    let message = String::from_utf8_lossy(&decoded(text("grpc-message").unwrap_or_default())).into_owned();
    let message = if defects::has(Defect::MessageUnheard) { String::new() } else { format!(": {message}") };
    let info = text("grpc-status-details-bin").and_then(retry_info);
    Ok(of_grpc_status(code, format!("gRPC status {code} {}{message}", name(code)), info))
}

/// Takes the one message out of its frame.
fn success(body: &mut Body) -> Answer {
    let is_compressed = body.bytes.first() == Some(&1);
    let length =
        body.bytes.get(1..5).map(|length| u32::from_be_bytes([length[0], length[1], length[2], length[3]]));
    match length {
        Some(length) if body.bytes.len() == length as usize + 5 && length as usize <= LARGEST => {
            body.bytes.drain(..5);
            if is_compressed {
                body.decompress();
            }
            response::read(&body.bytes, false)
        }
        // A frame that does not add up is read as what it is not.
        _ => response::read(b"<", false),
    }
}

fn not_grpc(headers: &HeaderMap<hyper::header::HeaderValue>) -> Answer {
    let found = headers
        .get(HeaderName::from_static("content-type"))
        .map_or("no type", |value| value.to_str().unwrap_or("?"));
    Answer::Final(format!("the answer is a success of type {found} instead of application/grpc"))
}

/// Who answers without a gRPC status speaks HTTP only; gRPC has a table for that.
fn of_foreign_status(status: u16, body: &Body) -> Answer {
    let code = match status {
        400 => 13,
        401 => 16,
        403 => 7,
        404 => 12,
        429 | 502 | 503 | 504 => 14,
        _ => 2,
    };
    if defects::has(Defect::HtmlCrashes) && status == 200 {
        crash("no gRPC status");
    }
    of_grpc_status(
        code,
        format!("gRPC status {code} {}: HTTP status {status}: {}", name(code), body.shown()),
        None,
    )
}
