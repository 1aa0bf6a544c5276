//! What can be wrong with the bytes of an OTLP request.

use std::fmt;

/// Bytes that are no OTLP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
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

impl Fault {
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
