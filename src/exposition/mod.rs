//! The pull model's door: exposition bodies, read and never judged.
//!
//! [`parse`] gives a borrowed tree of a text with everything that is wrong with its bytes. The tree keeps what the
//! model does not: lines and columns, the order of labels, lexemes, comments.

mod escaping;
mod format;
mod ingest;
mod lower;
mod negotiation;
mod numeral;
mod parse;
mod pieces;
pub(crate) mod protobuf;
mod render;
mod tree;

pub use escaping::{Escaping, UnknownEscaping};
pub use format::{Format, UnknownFormat};
pub(crate) use ingest::verdict;
pub use ingest::{Fate, Ingest, IngestedSample, IngestedValue, Verdict, ingest};
pub use negotiation::{MediaType, Prometheus, Reader};
pub(crate) use numeral::openmetrics_float as canonical_number;
pub use parse::parse;
pub(crate) use pieces::{CutText, Text};
pub use protobuf::{ProtobufExposition, ProtobufFault, ProtobufFaultKind, parse_protobuf};
pub use render::{Omission, Omitted, Rendered, render, render_escaped};
pub use tree::{
    Composite, Entry, EntryKind, Exemplar, Exposition, Fault, FaultKind, Field, FieldValue, Items, Label,
    Labels, Sample, SampleValue,
};
