//! What can be wrong with the bytes of an OTLP request.

use std::fmt;

/// Bytes that are no OTLP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(super) kind: FaultKind,
    pub(super) message: String,
    pub(super) place: Place,
    pub(super) offset: usize,
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path of a protobuf field: `resource_metrics[0].scope_metrics[1].metrics[2].name`; empty for the request itself.
    Field(String),
    /// A JSON pointer, as RFC 6901 writes it; empty for the request itself.
    Pointer(String),
}

/// The kinds of faults, of which each has a requirement of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// JSON: the text is no JSON from here on.
    Syntax,
    /// JSON: there is more text after the value.
    MoreText,
    /// JSON: a string that is not UTF-8, or an escape of half a character.
    Unicode,
    /// JSON: NaN or an infinity without quotes, or spelled otherwise than `NaN`, `Infinity` and `-Infinity`.
    NonFinite,
    /// JSON: a value of another type than its field's.
    Type,
    /// JSON: a key that its object has already.
    KeyRepeated,
    /// JSON: null as an element of a list.
    NullElement,
    /// JSON: the name of an enum's value, or its number in quotes.
    EnumText,
    /// JSON: an id that is not written in hexadecimal digits.
    IdDigits,
    /// JSON: an id with too few or too many digits.
    IdLength,
    /// JSON: a string or number that is no integer.
    Integer,
    /// JSON: a string that is no number.
    Number,
    /// JSON: a number beyond the range of its field.
    OutOfRange,
    /// JSON: a string that is no base64.
    Base64,
    /// Protobuf: the message ends in the middle of a field.
    Truncated,
    /// Protobuf: bytes that are no field.
    Wire,
    /// Protobuf: a field of another wire type than the protocol gives it.
    WireType,
    /// Protobuf: a string that is not UTF-8.
    Text,
    /// Protobuf: packed numbers that do not fill their field.
    Packed,
    /// Both: values that lie too deep in each other.
    Nesting,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Syntax,
        Self::MoreText,
        Self::Unicode,
        Self::NonFinite,
        Self::Type,
        Self::KeyRepeated,
        Self::NullElement,
        Self::EnumText,
        Self::IdDigits,
        Self::IdLength,
        Self::Integer,
        Self::Number,
        Self::OutOfRange,
        Self::Base64,
        Self::Truncated,
        Self::Wire,
        Self::WireType,
        Self::Text,
        Self::Packed,
        Self::Nesting,
    ];
}

impl Fault {
    /// A fault of that kind and nothing else, for tests that ask who tells it.
    #[cfg(test)]
    pub(crate) fn of(kind: FaultKind) -> Self {
        Self { kind, message: String::new(), place: Place::Field(String::new()), offset: 0 }
    }

    /// Which kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// What is wrong, as a lower-case fragment.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How many bytes of the request come before it.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Place::Field(path) | Place::Pointer(path)) = &self.place;
        if path.is_empty() {
            write!(f, "{} (byte {})", self.message, self.offset)
        } else {
            write!(f, "{path}: {} (byte {})", self.message, self.offset)
        }
    }
}

impl std::error::Error for Fault {}
