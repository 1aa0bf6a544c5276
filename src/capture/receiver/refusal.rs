//! Why a request is not taken, and which status each transport has for that.

use std::fmt;

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) kind: Kind,
    /// What is wrong, in one line.
    pub(super) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// There is nothing behind that path or that method of a gRPC service.
    UnknownPath,
    /// Not a `POST`.
    WrongMethod,
    /// Neither protobuf nor JSON, or a request for the other transport.
    WrongContentType,
    /// A compression that nobody here can undo.
    UnknownEncoding,
    /// Larger than allowed, as sent or decompressed.
    TooLarge,
    /// Cannot be decompressed.
    BadCompression,
    /// The frame around a gRPC message is broken.
    BadFrame,
    /// Not exactly one gRPC message.
    #[cfg_attr(not(feature = "otlp-grpc"), allow(dead_code))]
    NotOneMessage,
    /// Not an OTLP request.
    BadBody,
    /// Nothing is wrong with it, yet it cannot be kept.
    Unrecorded,
}

impl Kind {
    /// The HTTP status that the protocol asks for.
    pub(super) const fn http(self) -> u16 {
        match self {
            Self::UnknownPath => 404,
            Self::WrongMethod => 405,
            Self::TooLarge => 413,
            Self::WrongContentType | Self::UnknownEncoding => 415,
            Self::BadCompression | Self::BadFrame | Self::NotOneMessage | Self::BadBody => 400,
            Self::Unrecorded => 503,
        }
    }

    /// The gRPC status code that the protocol asks for.
    pub(super) const fn grpc(self) -> i32 {
        match self {
            Self::BadBody => 3,
            // Without retry information this tells the client that it must not send the same again.
            Self::TooLarge => 8,
            Self::UnknownPath
            | Self::WrongMethod
            | Self::WrongContentType
            | Self::UnknownEncoding
            | Self::NotOneMessage => 12,
            Self::BadCompression | Self::BadFrame => 13,
            Self::Unrecorded => 14,
        }
    }
}

impl Refusal {
    pub(super) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    pub(super) fn too_large(limit: usize) -> Self {
        Self::new(Kind::TooLarge, format!("the message is larger than {limit} bytes"))
    }

    pub(super) fn unknown_encoding(name: &str) -> Self {
        let message = format!("the compression `{name}` is not known; {} are", super::compression::ACCEPTED);
        Self::new(Kind::UnknownEncoding, message)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
