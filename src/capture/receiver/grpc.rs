//! OTLP over gRPC: one unary call a signal.
//!
//! The message is read here and not by tonic's codec, for three reasons: tonic decompresses without a limit, knows
//! zstd only through a C library, and answers what it cannot read before anybody could write it down. The answers are tonic's.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use std::convert::Infallible;
use std::sync::Arc;

use super::answer::Answer;
use super::body::collect;
use super::http::is_grpc;
use super::refusal::{Kind, Refusal};
use super::site::{Site, Visit};
use crate::capture::decode::BodyFormat;
use crate::capture::record::Transport;
use crate::otlp::{Response as Message, Signal};

/// Each message has a flag byte and its length before it.
const FRAME: usize = 5;

/// The path of the call that carries a signal.
pub(super) const fn path(signal: Signal) -> &'static str {
    match signal {
        Signal::Metrics => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        Signal::Traces => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        Signal::Logs => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    }
}

/// Takes a call. Without a signal there is no such call here.
pub(super) async fn export(site: &Arc<Site>, signal: Option<Signal>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let mut visit = Visit::new(Transport::OtlpGrpc, signal.unwrap_or(Signal::Metrics), &parts);
    if signal == Some(Signal::Metrics) {
        visit.ask(site).await;
    }
    if signal.is_none() {
        let message = format!("there is no call `{}`", parts.uri.path());
        visit.refuse(Refusal::new(Kind::UnknownPath, message));
    }
    if parts.method != Method::POST {
        let message = format!("`{}` instead of `POST`", parts.method);
        visit.refuse(Refusal::new(Kind::WrongMethod, message));
    }
    if !is_grpc(&parts.headers) {
        let message = "the content type is not `application/grpc`";
        visit.refuse(Refusal::new(Kind::WrongContentType, message));
    }
    let named = parts.headers.get("grpc-encoding");
    let encoding = named.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let collected = collect(body, site.limit.saturating_add(FRAME), visit.pace(), announced).await;
    visit.arrived(collected, site.limit);
    if let Some(compressed) = unframe(&mut visit, site.limit) {
        if compressed && encoding.is_none() {
            let message = "the message is compressed, yet `grpc-encoding` does not say how";
            visit.refuse(Refusal::new(Kind::BadFrame, message));
        }
        if compressed {
            visit.record.encoding.clone_from(&encoding);
            visit.unpack(encoding.as_deref(), site.limit);
        }
        visit.prove(BodyFormat::OtlpProtobuf);
    }
    site.settle(visit).await
}

/// The flag and the length before a message.
fn frame(bytes: &[u8]) -> Option<(u8, usize)> {
    match *bytes {
        [flag, a, b, c, d, ..] => Some((flag, u32::from_be_bytes([a, b, c, d]) as usize)),
        _ => None,
    }
}

fn announced(bytes: &[u8]) -> Option<usize> {
    frame(bytes).map(|(_, length)| length.saturating_add(FRAME))
}

/// Takes the frame off the message and says whether what is left is compressed.
fn unframe(visit: &mut Visit, limit: usize) -> Option<bool> {
    if visit.refusal.is_some() {
        return None;
    }
    let body = &visit.record.body;
    let here = body.len().saturating_sub(FRAME);
    let refusal = match frame(body) {
        None if body.is_empty() => Refusal::new(Kind::NotOneMessage, "the call carries no message"),
        None => Refusal::new(Kind::BadFrame, "the call ends before its message begins"),
        Some((flag @ 2.., _)) => {
            Refusal::new(Kind::BadFrame, format!("the flag {flag} of the message is unknown"))
        }
        Some((_, length)) if length > limit => Refusal::too_large(limit),
        Some((_, length)) if length > here => Refusal::new(
            Kind::BadFrame,
            format!("the message has {here} bytes of the {length} that it announces"),
        ),
        Some((_, length)) if length < here => {
            Refusal::new(Kind::NotOneMessage, "the call carries more than one message")
        }
        Some((flag, length)) => {
            visit.record.wire_size = length as u64;
            visit.record.body = body.slice(FRAME..);
            return Some(flag == 1);
        }
    };
    visit.refuse(refusal);
    None
}

/// The answer over gRPC.
pub(super) fn write(code: i32, answer: &Answer) -> Response<Body> {
    let Answer { response, headers, details, body, .. } = answer;
    let mut answer: Response<Body> = match response {
        Message::Failure { message, .. } => {
            let details = details.clone().map(Bytes::from).unwrap_or_default();
            tonic::Status::with_details(tonic::Code::from_i32(code), message.clone(), details).into_http()
        }
        Message::Success | Message::Partial(_) => {
            let message = body.clone().unwrap_or_else(|| response.to_protobuf().into());
            let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
            let framed = [&[0], &length.to_be_bytes()[..], &message].concat();
            let mut trailers = HeaderMap::new();
            trailers.insert("grpc-status", HeaderValue::from(code));
            let trailers = async move { Some(Ok::<_, Infallible>(trailers)) };
            let mut answer = Response::new(Body::new(Full::new(Bytes::from(framed)).with_trailers(trailers)));
            answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
            answer
        }
    };
    answer.headers_mut().extend(headers.iter().cloned());
    answer
}
