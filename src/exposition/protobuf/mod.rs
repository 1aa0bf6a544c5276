//! The protobuf exposition: `io.prometheus.client.MetricFamily` messages, each with its length before it.
//!
//! The fields are read straight off the bytes. What is wrong with the bytes is noted with its place, and everything else is read
//! all the same: a broken field ends its message, a broken length the body.

mod fault;
mod lower;
mod message;
mod walk;
mod write;

#[cfg(test)]
mod tests;

pub use fault::{ProtobufFault, ProtobufFaultKind};
pub(crate) use message::{Family, Histogram, Metric, Side, Type};
pub(super) use write::write;

use crate::model::Reading;

/// A protobuf exposition as it was sent, and what is wrong with it.
///
/// ```
/// use meterstick::exposition::parse_protobuf;
///
/// let body = b"\x12\x0a\x01a\x18\x01\"\x0b\x12\x09\x09\0\0\0\0\0\0\xf0\x3f";
/// let families = parse_protobuf(body);
/// assert_eq!(families.faults(), []);
/// assert_eq!(families.lower().family("a").unwrap().points().count(), 1);
///
/// let cut = parse_protobuf(&body[..10]);
/// assert_eq!(cut.faults()[0].to_string(), "the message is 18 bytes long, but only 9 are left");
/// ```
#[derive(Clone, Debug)]
pub struct ProtobufExposition<'a> {
    pub(crate) families: Vec<Family<'a>>,
    faults: Vec<ProtobufFault>,
}

impl ProtobufExposition<'_> {
    /// What is wrong with the bytes, in their order.
    #[must_use]
    pub fn faults(&self) -> &[ProtobufFault] {
        &self.faults
    }

    /// How many families were read.
    #[must_use]
    pub fn family_count(&self) -> usize {
        self.families.len()
    }

    /// What the exposition says.
    ///
    /// The buckets of native histograms are numbered as in OTLP, see [`Exponential`](crate::model::Exponential). A metric whose
    /// value is not of the type of its family becomes a family of its own, of unknown type.
    #[must_use]
    pub fn lower(&self) -> Reading {
        lower::lower(&self.families)
    }
}

/// Reads a protobuf exposition.
///
/// Never fails and never panics, whatever the bytes; see [`ProtobufExposition::faults`].
#[must_use]
pub fn parse_protobuf(body: &[u8]) -> ProtobufExposition<'_> {
    walk::walk(body)
}
