//! What every text format asks of its lines.

use super::family;

family! {
    body_too_long BODY_TOO_LONG
    carriage_return CARRIAGE_RETURN
    comma_missing COMMA_MISSING
    escape_unknown ESCAPE_UNKNOWN
    invalid_utf8 INVALID_UTF8
    label_name_invalid LABEL_NAME_INVALID
    label_value_unquoted LABEL_VALUE_UNQUOTED
    labels_malformed LABELS_MALFORMED
    metadata_incomplete METADATA_INCOMPLETE
    name_invalid NAME_INVALID
    name_placement NAME_PLACEMENT
    quote_unclosed QUOTE_UNCLOSED
    timestamp_malformed TIMESTAMP_MALFORMED
    trailing_text TRAILING_TEXT
    type_unknown TYPE_UNKNOWN
    value_malformed VALUE_MALFORMED
    value_out_of_range VALUE_OUT_OF_RANGE
}
