//! The answer to a request: the one place where it is chosen.

use super::compression::ACCEPTED;
use super::refusal::{Kind, Refusal};
use crate::capture::record::{Status, Transport};
use crate::otlp::Response;

/// What a request is answered with, before either transport puts it into its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: Status,
    pub(super) response: Response,
    /// Headers beside those that every answer has.
    pub(super) headers: Vec<(&'static str, &'static str)>,
}

impl Reply {
    /// The answer that the protocol asks for: success, or the status of what is wrong.
    pub(super) fn to(transport: Transport, refusal: Option<&Refusal>) -> Self {
        let Some(Refusal { kind, message }) = refusal else {
            let status = if transport == Transport::OtlpGrpc { Status::Grpc(0) } else { Status::Http(200) };
            return Self { status, response: Response::Success, headers: Vec::new() };
        };
        // A call that is no gRPC call at all would not understand a gRPC status.
        let speaks_grpc =
            transport == Transport::OtlpGrpc && !matches!(kind, Kind::WrongMethod | Kind::WrongContentType);
        let status = if speaks_grpc { Status::Grpc(kind.grpc()) } else { Status::Http(kind.http()) };
        let headers = match (kind, speaks_grpc) {
            (Kind::UnknownEncoding, true) => vec![("grpc-accept-encoding", ACCEPTED)],
            (Kind::UnknownEncoding, false) => vec![("accept-encoding", ACCEPTED)],
            (Kind::WrongMethod, _) => vec![("allow", "POST")],
            _ => Vec::new(),
        };
        let response = Response::Failure { code: kind.grpc(), message: message.clone() };
        Self { status, response, headers }
    }
}
