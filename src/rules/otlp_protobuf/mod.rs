//! What OTLP asks of requests in protobuf.

use super::family;

family! {
    invalid_utf8 INVALID_UTF8
    length_before_body LENGTH_BEFORE_BODY
    malformed MALFORMED
    packed_malformed PACKED_MALFORMED
    truncated TRUNCATED
    unknown_field UNKNOWN_FIELD
    wire_type WIRE_TYPE
}
