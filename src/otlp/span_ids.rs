//! The ids of the spans in a traces request, so that exemplars can be resolved to spans that really exist.

use crate::protobuf::{Field, Reader};

/// A span by its trace id and its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId {
    /// The trace that the span belongs to.
    pub trace_id: [u8; 16],
    /// The span itself.
    pub span_id: [u8; 8],
}

/// The ids of all spans of a traces request in protobuf. Spans whose ids have another length are passed over.
pub fn span_ids(bytes: &[u8]) -> impl Iterator<Item = SpanId> + '_ {
    // resource_spans ▸ scope_spans ▸ spans
    messages(bytes, 1)
        .flat_map(|resource| messages(resource, 2))
        .flat_map(|scope| messages(scope, 2))
        .filter_map(|span| {
            let id = |number| messages(span, number).last();
            Some(SpanId { trace_id: id(1)?.try_into().ok()?, span_id: id(2)?.try_into().ok()? })
        })
}

fn messages(bytes: &[u8], number: u32) -> impl Iterator<Item = &[u8]> {
    Reader::new(bytes).map_while(Result::ok).filter_map(move |field| match field {
        (found, Field::Bytes(content)) if found == number => Some(content),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protobuf::Writer;

    #[test]
    fn spans_with_whole_ids_are_found() {
        let mut request = Writer::new();
        request.message(1, |resource| {
            resource.message(2, |scope| {
                for id in [&[7_u8; 8][..], &[7; 3]] {
                    scope.message(2, |span| {
                        span.bytes_field(1, &[1; 16]);
                        span.bytes_field(2, id);
                    });
                }
            });
        });
        let found: Vec<_> = span_ids(&request.into_bytes()).collect();
        assert_eq!(found, [SpanId { trace_id: [1; 16], span_id: [7; 8] }]);
    }
}
