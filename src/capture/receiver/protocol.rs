//! The protocols by which a service can push.

use std::fmt;
use std::str::FromStr;

/// A way to push OTLP, as `OTEL_EXPORTER_OTLP_PROTOCOL` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// `grpc`
    Grpc,
    /// `http/protobuf`
    HttpProtobuf,
    /// `http/json`
    HttpJson,
}

impl Protocol {
    /// Every protocol.
    pub const ALL: [Self; 3] = [Self::Grpc, Self::HttpProtobuf, Self::HttpJson];

    /// The protocol's name: `grpc`, `http/protobuf` or `http/json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grpc => "grpc",
            Self::HttpProtobuf => "http/protobuf",
            Self::HttpJson => "http/json",
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Protocol {
    type Err = UnknownProtocol;

    /// Takes the name in any case, as the specification asks of the environment variable.
    fn from_str(name: &str) -> Result<Self, UnknownProtocol> {
        let known = Self::ALL.into_iter().find(|protocol| protocol.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| UnknownProtocol(name.to_owned()))
    }
}

/// A name that is no protocol's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProtocol(String);

impl fmt::Display for UnknownProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown protocol `{}`; known are `grpc`, `http/protobuf` and `http/json`", self.0)
    }
}

impl std::error::Error for UnknownProtocol {}
