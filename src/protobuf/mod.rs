//! Protobuf's wire, read without copying and written without schema: what both protobuf doors stand on.

mod reader;
mod writer;

pub(crate) use reader::{Field, Reader, WireError, offset_in};
pub(crate) use writer::{Writer, unzigzag, zigzag};
