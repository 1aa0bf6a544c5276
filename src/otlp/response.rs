//! What a receiver answers, in both encodings, and how an answer is read.

use super::json;
use super::schema;
use crate::protobuf::{Field, Reader, Writer};

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Everything was taken; the partial success stays unset, as the protocol asks.
    Success,
    /// Something was rejected, or there is something to say.
    Partial(PartialSuccess),
    /// Nothing was taken: a `google.rpc.Status`.
    Failure {
        /// A gRPC status code.
        code: i32,
        /// Why, for developers.
        message: String,
    },
}

/// What was not taken of a request that was answered with success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialSuccess {
    /// Data points, spans or log records.
    pub rejected: i64,
    /// Why, or a warning if nothing was rejected.
    pub message: String,
}

impl Response {
    /// The answer in protobuf.
    #[must_use]
    pub fn to_protobuf(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        match self {
            Self::Success => {}
            Self::Partial(partial) => writer.message(1, |writer| {
                if partial.rejected != 0 {
                    writer.varint_field(1, partial.rejected as u64);
                }
                if !partial.message.is_empty() {
                    writer.bytes_field(2, partial.message.as_bytes());
                }
            }),
            Self::Failure { code, message } => {
                if *code != 0 {
                    writer.varint_field(1, i64::from(*code) as u64);
                }
                if !message.is_empty() {
                    writer.bytes_field(2, message.as_bytes());
                }
            }
        }
        writer.into_bytes()
    }

    /// The answer in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let message = match self {
            Self::Failure { .. } => &schema::STATUS,
            Self::Success | Self::Partial(_) => &schema::RESPONSE,
        };
        json::write_message(&self.to_protobuf(), message)
    }

    /// Reads the answer to a successful export in protobuf.
    #[must_use]
    pub fn from_protobuf(bytes: &[u8]) -> Self {
        let mut partial = None;
        for (number, field) in Reader::new(bytes).map_while(Result::ok) {
            if let (1, Field::Bytes(content)) = (number, field) {
                let partial: &mut PartialSuccess = partial.get_or_insert_default();
                for inner in Reader::new(content).map_while(Result::ok) {
                    match inner {
                        (1, Field::Varint(rejected)) => partial.rejected = rejected as i64,
                        (2, Field::Bytes(message)) => {
                            partial.message = String::from_utf8_lossy(message).into_owned();
                        }
                        _ => {}
                    }
                }
            }
        }
        partial.map_or(Self::Success, Self::Partial)
    }

    /// Reads the answer to a successful export in JSON.
    #[must_use]
    pub fn from_json(bytes: &[u8]) -> Self {
        Self::from_protobuf(&json::transcode_message(bytes, &schema::RESPONSE).protobuf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_written_in_both_encodings() {
        let partial = Response::Partial(PartialSuccess { rejected: 3, message: "too \"many\"".into() });
        let failure = Response::Failure { code: 3, message: "no".into() };
        assert_eq!(Response::Success.to_protobuf(), b"");
        assert_eq!(Response::Success.to_json(), "{}");
        assert_eq!(
            partial.to_json(),
            r#"{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"too \"many\""}}"#
        );
        assert_eq!(failure.to_json(), r#"{"code":3,"message":"no"}"#);
        assert_eq!(Response::from_protobuf(&partial.to_protobuf()), partial);
        assert_eq!(Response::from_json(partial.to_json().as_bytes()), partial);
        assert_eq!(Response::from_json(b"{}"), Response::Success);
    }
}
