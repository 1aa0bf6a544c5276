//! Keys and values that OTLP gives to points, scopes and resources.

use super::family;

family! {
    array_mixed ARRAY_MIXED
    key_empty KEY_EMPTY
    key_repeated KEY_REPEATED
    overflow_malformed OVERFLOW_MALFORMED
    string_reference STRING_REFERENCE
}
