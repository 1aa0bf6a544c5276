//! The push model's door: OTLP requests, read and never judged.
//!
//! There is one path for all encodings: the protobuf bytes are the tree. [`walk()`] proves that they are well-formed,
//! [`Export`] reads them. A request in JSON is transcoded to protobuf by a strict reader that tells every problem with its JSON
//! pointer, so that gRPC, HTTP/protobuf and HTTP/JSON give one and the same reading.

mod export;
mod fault;
pub mod json;
mod lower;
mod note;
mod render;
mod response;
mod schema;
mod signal;
mod span_ids;
mod walk;

pub use export::Export;
pub use fault::{Fault, FaultKind, Place};
pub use note::{Note, NoteKind};
pub use render::render;
pub use response::{PartialSuccess, Response};
pub use signal::Signal;
pub use span_ids::{SpanId, span_ids};
pub use walk::{Walk, walk};
