//! What can be wrong with the bytes of a protobuf exposition.

use std::fmt;

use crate::protobuf::WireError;

/// Bytes that are not what the protobuf exposition format asks for.
///
/// `Display` writes what is wrong as a lower-case fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtobufFault {
    pub(super) kind: ProtobufFaultKind,
    pub(super) offset: usize,
    pub(super) path: String,
}

impl ProtobufFault {
    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ProtobufFaultKind {
        &self.kind
    }

    /// How many bytes of the body lie before it.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The field, as `family[2].metric[0].label[1].value`; empty for the framing of the body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for ProtobufFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// The kinds of fault. `Display` writes what is wrong as a lower-case fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProtobufFaultKind {
    /// The length before a message is no varint of 32 bits.
    Length,
    /// A message is shorter than the length before it says.
    Truncated {
        /// What the length says.
        length: u64,
        /// What is left of the body.
        left: usize,
    },
    /// Bytes that are no protobuf fields; the message ends here.
    Wire(String),
    /// A field that is not of the wire type that the format gives it; the message ends here.
    WireType,
    /// A string that is not UTF-8; what is not is replaced.
    InvalidUtf8,
    /// A type that the format does not have.
    UnknownType(i32),
    /// Nanoseconds of a timestamp that are negative or a whole second and more; they are carried over.
    Nanos(i32),
}

impl From<WireError> for ProtobufFaultKind {
    fn from(error: WireError) -> Self {
        Self::Wire(error.to_string())
    }
}

impl fmt::Display for ProtobufFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("no length before a message"),
            Self::Truncated { length, left } => {
                write!(f, "the message is {length} bytes long, but only {left} are left")
            }
            Self::Wire(error) => f.write_str(error),
            Self::WireType => f.write_str("the field has another wire type"),
            Self::InvalidUtf8 => f.write_str("not valid UTF-8"),
            Self::UnknownType(number) => write!(f, "unknown metric type {number}"),
            Self::Nanos(nanos) => write!(f, "{nanos} nanoseconds are no part of a second"),
        }
    }
}
