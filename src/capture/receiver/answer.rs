//! The answer to a request: the one place where it is chosen.

use axum::http::header::{ALLOW, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;

use super::compression::ACCEPTED;
use super::refusal::{Kind, Refusal};
use super::reply::{Reply, Word};
use crate::capture::record::{Status, Transport};
use crate::otlp::{PartialSuccess, Response};

/// What a request is answered with, before either transport puts it into its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) response: Response,
    /// Headers beside those that every answer has.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// What a gRPC client finds in `grpc-status-details-bin`.
    pub(super) details: Option<Vec<u8>>,
    /// Sent in place of what the response would be.
    pub(super) body: Option<Bytes>,
    /// Sent in place of what the content type would be.
    pub(super) content_type: Option<HeaderValue>,
}

impl Answer {
    fn of(status: Status, response: Response) -> Self {
        Self { status, response, headers: Vec::new(), details: None, body: None, content_type: None }
    }

    /// The answer that the protocol asks for: success, or the status of what is wrong.
    pub(super) fn to(transport: Transport, refusal: Option<&Refusal>) -> Self {
        let Some(Refusal { kind, message }) = refusal else {
            return Self::of(success(transport), Response::Success);
        };
        // A call that is no gRPC call at all would not understand a gRPC status.
        let speaks_grpc =
            transport == Transport::OtlpGrpc && !matches!(kind, Kind::WrongMethod | Kind::WrongContentType);
        let status = if speaks_grpc { Status::Grpc(kind.grpc()) } else { Status::Http(kind.http()) };
        let mut answer = Self::of(status, Response::Failure { code: kind.grpc(), message: message.clone() });
        let accepted = HeaderValue::from_static(ACCEPTED);
        match (kind, speaks_grpc) {
            (Kind::UnknownEncoding, true) => {
                answer.headers.push((HeaderName::from_static("grpc-accept-encoding"), accepted));
            }
            (Kind::UnknownEncoding, false) => {
                answer.headers.push((HeaderName::from_static("accept-encoding"), accepted));
            }
            (Kind::WrongMethod, _) => answer.headers.push((ALLOW, HeaderValue::from_static("POST"))),
            _ => {}
        }
        answer
    }

    /// The answer that a script asks for, to a request that is fine.
    pub(super) fn scripted(transport: Transport, reply: &Reply) -> Self {
        let mut answer = match &reply.word {
            Word::Ok | Word::Hang | Word::CloseBefore | Word::CloseInstead => {
                Self::of(success(transport), Response::Success)
            }
            Word::Status(status) => {
                let status = status.over(transport);
                let code = match status {
                    Status::Grpc(code) => code,
                    Status::Http(code) => grpc_of(code),
                };
                Self::of(status, Response::Failure { code, message: reply.told() })
            }
            Word::Partial { rejected } => {
                let partial = PartialSuccess { rejected: *rejected, message: reply.told() };
                Self::of(success(transport), Response::Partial(partial))
            }
            Word::Redirect { status, location } => {
                let response = Response::Failure { code: 2, message: reply.told() };
                let mut answer = Self::of(Status::Http(*status), response);
                answer.headers.extend(value(location).map(|location| (LOCATION, location)));
                answer
            }
            Word::Body { status, body } => {
                let status = match status {
                    Some(status) => Status::Http(*status),
                    None => success(transport),
                };
                let mut answer = Self::of(status, Response::Success);
                answer.body = Some(body.clone());
                answer
            }
        };
        if let Some(retry) = &reply.retry {
            answer.headers.extend(value(&retry.header()).map(|header| (RETRY_AFTER, header)));
            if let (Status::Grpc(code), Response::Failure { message, .. }) = (answer.status, &answer.response)
            {
                answer.headers.clear();
                answer.details = Some(retry.details(code, message));
            }
        }
        answer.content_type = reply.content_type.as_deref().and_then(value);
        answer
    }
}

fn success(transport: Transport) -> Status {
    if transport == Transport::OtlpGrpc { Status::Grpc(0) } else { Status::Http(200) }
}

/// What cannot stand in a header is left out of it.
fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

impl Status {
    /// The status as that transport has it, or the nearest to it.
    fn over(self, transport: Transport) -> Self {
        match (self, transport) {
            (Self::Http(code), Transport::OtlpGrpc) => Self::Grpc(grpc_of(code)),
            (Self::Grpc(code), Transport::OtlpHttp | Transport::Scrape) => Self::Http(http_of(code)),
            (status, _) => status,
        }
    }
}

/// The gRPC status code nearest to an HTTP status: retryable exactly if that is.
const fn grpc_of(http: u16) -> i32 {
    match http {
        200..=299 => 0,
        400 => 3,
        401 => 16,
        403 => 7,
        404 | 405 | 415 | 501 => 12,
        429 | 502 | 503 | 504 => 14,
        _ => 2,
    }
}

/// The HTTP status nearest to a gRPC status code: retryable exactly if that is.
const fn http_of(grpc: i32) -> u16 {
    match grpc {
        0 => 200,
        1 | 10 | 11 | 14 | 15 => 503,
        4 => 504,
        3 | 9 => 400,
        5 => 404,
        6 => 409,
        7 => 403,
        8 => 413,
        12 => 501,
        16 => 401,
        _ => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_stays_retryable_on_the_other_transport() {
        let grpc_retryable = |code| matches!(code, 1 | 4 | 10 | 11 | 14 | 15);
        let http_retryable = |code| matches!(code, 429 | 502..=504);
        for code in 1..=16 {
            assert_eq!(grpc_retryable(code), http_retryable(http_of(code)), "gRPC {code}");
        }
        for code in [400, 401, 403, 404, 405, 413, 415, 429, 500, 501, 502, 503, 504] {
            assert_eq!(http_retryable(code), grpc_retryable(grpc_of(code)), "HTTP {code}");
        }
    }
}
