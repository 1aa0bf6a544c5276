//! What OTLP asks of requests in JSON.

use super::family;

family! {
    base64_malformed BASE64_MALFORMED
    enum_text ENUM_TEXT
    id_length ID_LENGTH
    id_not_hexadecimal ID_NOT_HEXADECIMAL
    integer_as_decimal INTEGER_AS_DECIMAL
    integer_malformed INTEGER_MALFORMED
    integer_rounded INTEGER_ROUNDED
    integer_unquoted INTEGER_UNQUOTED
    invalid_unicode INVALID_UNICODE
    key_repeated KEY_REPEATED
    key_spelling KEY_SPELLING
    more_text MORE_TEXT
    non_finite_spelling NON_FINITE_SPELLING
    null_element NULL_ELEMENT
    number_malformed NUMBER_MALFORMED
    number_out_of_range NUMBER_OUT_OF_RANGE
    one_of_repeated ONE_OF_REPEATED
    syntax SYNTAX
    unknown_key UNKNOWN_KEY
    value_type VALUE_TYPE
}
