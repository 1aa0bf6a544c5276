//! OTLP over HTTP: `POST` of protobuf or JSON to one path a signal.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use std::sync::Arc;

use super::answer::Answer;
use super::body::collect;
use super::refusal::{Kind, Refusal};
use super::site::{Site, Visit};
use crate::capture::decode::BodyFormat;
use crate::capture::record::Transport;
use crate::otlp::Signal;

const PROTOBUF: &str = "application/x-protobuf";
const JSON: &str = "application/json";

/// The path to which a signal is sent.
pub(super) const fn path(signal: Signal) -> &'static str {
    match signal {
        Signal::Metrics => "/v1/metrics",
        Signal::Traces => "/v1/traces",
        Signal::Logs => "/v1/logs",
    }
}

/// Takes a request that came to the path of its signal.
pub(super) async fn export(site: &Arc<Site>, signal: Signal, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let header = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let mut visit = Visit::new(Transport::OtlpHttp, signal, &parts);
    if signal == Signal::Metrics {
        visit.ask(site).await;
    }
    if parts.method != Method::POST {
        let message = format!("`{}` instead of `POST`", parts.method);
        visit.refuse(Refusal::new(Kind::WrongMethod, message));
    }
    let format = match header(CONTENT_TYPE).map(media_type).as_deref() {
        Some(PROTOBUF) => Some(BodyFormat::OtlpProtobuf),
        Some(JSON) => Some(BodyFormat::OtlpJson),
        Some(other) => {
            let message = format!("the content type `{other}` is neither `{PROTOBUF}` nor `{JSON}`");
            visit.refuse(Refusal::new(Kind::WrongContentType, message));
            None
        }
        None => {
            let message = format!("there is no content type; `{PROTOBUF}` and `{JSON}` are taken");
            visit.refuse(Refusal::new(Kind::WrongContentType, message));
            None
        }
    };
    let length = header(CONTENT_LENGTH).and_then(|length| length.parse().ok());
    visit.arrived(collect(body, site.limit, visit.pace(), |_| length).await, site.limit);
    let encoding = encoding(&parts.headers);
    visit.record.encoding.clone_from(&encoding);
    visit.unpack(encoding.as_deref(), site.limit);
    if let Some(format) = format {
        visit.prove(format);
    }
    site.settle(visit).await
}

/// Takes a request for which there is nothing here, and says what was probably meant.
pub(super) async fn stray(site: &Arc<Site>, http_served: bool, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let asked = parts.uri.path();
    let signal = Signal::ALL.into_iter().find(|signal| asked.contains(signal.name()));
    let mut visit = Visit::new(Transport::OtlpHttp, signal.unwrap_or(Signal::Metrics), &parts);
    let refusal = if !http_served {
        let message = "a request over HTTP to a port for gRPC alone; the port for HTTP is another one";
        Refusal::new(Kind::WrongContentType, message)
    } else if is_grpc(&parts.headers) {
        let message = "a gRPC call to a port for HTTP alone; the port for gRPC is another one";
        Refusal::new(Kind::WrongContentType, message)
    } else {
        let meant = path(visit.record.signal);
        let message = format!("nothing is served at `{asked}`; {} go to `{meant}`", visit.record.signal);
        Refusal::new(Kind::UnknownPath, message)
    };
    visit.refuse(refusal);
    visit.record.encoding = encoding(&parts.headers);
    visit.arrived(collect(body, site.limit, None, |_| None).await, site.limit);
    site.settle(visit).await
}

/// The compression as the client named it; several, one over the other, are a list.
fn encoding(headers: &HeaderMap) -> Option<String> {
    let named: Vec<_> = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    (!named.is_empty()).then(|| named.join(", "))
}

/// The media type without its parameters.
fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a request says that it is in JSON, and so wants its answer.
pub(super) fn is_json(headers: &[(String, String)]) -> bool {
    headers.iter().any(|(name, value)| name == "content-type" && media_type(value) == JSON)
}

/// Whether a request says that it is a gRPC call of protobuf messages.
pub(super) fn is_grpc(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(rest) = content_type.and_then(|content_type| content_type.strip_prefix("application/grpc"))
    else {
        return false;
    };
    rest.is_empty() || rest == "+proto" || rest.starts_with(';') || rest.starts_with("+proto;")
}

/// The answer over HTTP, in the encoding of the request.
pub(super) fn write(code: u16, answer: &Answer, json: bool) -> Response<Body> {
    let Answer { response, headers, body, content_type, .. } = answer;
    let body = body.clone().unwrap_or_else(|| match json {
        true => response.to_json().into(),
        false => response.to_protobuf().into(),
    });
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let right = HeaderValue::from_static(if json { JSON } else { PROTOBUF });
    answer.headers_mut().insert(CONTENT_TYPE, content_type.clone().unwrap_or(right));
    answer.headers_mut().extend(headers.iter().cloned());
    answer
}
