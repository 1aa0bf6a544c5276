//! The protobuf exposition: its messages and their fields.

use super::family;

family! {
    bounds_not_ascending BOUNDS_NOT_ASCENDING
    buckets_counted_otherwise BUCKETS_COUNTED_OTHERWISE
    content_type_incomplete CONTENT_TYPE_INCOMPLETE
    counts_mixed COUNTS_MIXED
    family_repeated FAMILY_REPEATED
    fields_malformed FIELDS_MALFORMED
    framing_broken FRAMING_BROKEN
    invalid_utf8 INVALID_UTF8
    name_missing NAME_MISSING
    start_in_future START_IN_FUTURE
    timestamp_malformed TIMESTAMP_MALFORMED
    type_unknown TYPE_UNKNOWN
    value_of_another_type VALUE_OF_ANOTHER_TYPE
}
