//! OTLP/JSON: a strict reader that turns it into protobuf, and a writer.
//!
//! The reader follows the JSON mapping of OTLP, which differs from that of protobuf in three points: ids are hexadecimal, enums
//! are integers only, and keys are in lower camel case only. Nothing is dropped silently: each value that cannot
//! be taken is a fault with its JSON pointer, and everything beside it is still read.

mod scan;
mod transcode;
mod write;

pub(crate) use transcode::base64;
pub(super) use transcode::transcode_message;
pub use transcode::{Transcoded, transcode};
pub use write::write;
pub(super) use write::write_message;
