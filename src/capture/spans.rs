//! The spans of a capture, so that exemplars can be held against them.

use std::borrow::Cow;

use super::decode::BodyFormat;
use super::snapshot::Capture;
use crate::otlp::{Signal, SpanId, json, span_ids};

impl Capture {
    /// The ids of all spans that were exported, in the order of arrival. Read off the kept bytes at each call.
    #[must_use]
    pub fn spans(&self) -> Vec<SpanId> {
        let mut spans = Vec::new();
        for exchange in self.requests().iter().filter(|exchange| exchange.signal() == Signal::Traces) {
            let protobuf = match exchange.format() {
                BodyFormat::OtlpProtobuf => Cow::Borrowed(exchange.body()),
                BodyFormat::OtlpJson => Cow::Owned(json::transcode(exchange.body(), Signal::Traces).protobuf),
                _ => continue,
            };
            spans.extend(span_ids(&protobuf));
        }
        spans
    }

    /// Whether that span was exported: an exemplar that names it leads somewhere.
    #[must_use]
    pub fn contains_span(&self, trace_id: [u8; 16], span_id: [u8; 8]) -> bool {
        self.spans().contains(&SpanId { trace_id, span_id })
    }
}
