//! What was wrong with the bytes of a body, in a form that outlives the body.

use std::fmt;

use crate::{exposition, otlp};

/// Bytes that are not what their format's grammar asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
}

/// A spot in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A spot in a text: line and column (in bytes), both counted from one.
    Line {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A JSON pointer, as RFC 6901 writes it.
    Pointer(String),
    /// A field of a protobuf message with its byte offset.
    Field {
        /// The path of the field, as `resource_metrics[0].scope_metrics[1]`.
        path: String,
        /// Bytes before it.
        offset: usize,
    },
}

impl From<&otlp::Fault> for Fault {
    fn from(fault: &otlp::Fault) -> Self {
        let place = match fault.place() {
            otlp::Place::Field(path) => Place::Field { path: path.clone(), offset: fault.offset() },
            otlp::Place::Pointer(pointer) => Place::Pointer(pointer.clone()),
        };
        Self { message: fault.message().to_owned(), place }
    }
}

impl From<&exposition::Fault<'_>> for Fault {
    fn from(fault: &exposition::Fault<'_>) -> Self {
        Self { message: fault.to_string(), place: Place::Line { line: fault.line(), column: fault.column() } }
    }
}

impl From<&exposition::ProtobufFault> for Fault {
    fn from(fault: &exposition::ProtobufFault) -> Self {
        let place = Place::Field { path: fault.path().to_owned(), offset: fault.offset() };
        Self { message: fault.to_string(), place }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column } => write!(f, "{line}:{column}"),
            Self::Pointer(pointer) if pointer.is_empty() => f.write_str("(root)"),
            Self::Pointer(pointer) => f.write_str(pointer),
            Self::Field { path, offset } if path.is_empty() => write!(f, "byte {offset}"),
            Self::Field { path, offset } => write!(f, "{path} (byte {offset})"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}
