//! What OpenMetrics asks beside what all text formats do.

use super::family;

family! {
    blank_line BLANK_LINE
    bound_misplaced BOUND_MISPLACED
    byte_order_mark BYTE_ORDER_MARK
    comment COMMENT
    composite_malformed COMPOSITE_MALFORMED
    count_fractional COUNT_FRACTIONAL
    counter_suffix_missing COUNTER_SUFFIX_MISSING
    eof_missing EOF_MISSING
    escape_undefined ESCAPE_UNDEFINED
    exemplar_malformed EXEMPLAR_MALFORMED
    help_quote_raw HELP_QUOTE_RAW
    infinity_misspelled INFINITY_MISSPELLED
    label_names_differ LABEL_NAMES_DIFFER
    leading_underscore LEADING_UNDERSCORE
    metadata_late METADATA_LATE
    metadata_order METADATA_ORDER
    name_differs_from_family NAME_DIFFERS_FROM_FAMILY
    number_spelling NUMBER_SPELLING
    only_what_changed ONLY_WHAT_CHANGED
    protobuf_unasked PROTOBUF_UNASKED
    quantile_misplaced QUANTILE_MISPLACED
    quantile_value_negative QUANTILE_VALUE_NEGATIVE
    spacing SPACING
    suffix_discouraged SUFFIX_DISCOURAGED
    sum_impossible SUM_IMPOSSIBLE
    sum_or_count_missing SUM_OR_COUNT_MISSING
    sum_with_negative_bounds SUM_WITH_NEGATIVE_BOUNDS
    text_after_eof TEXT_AFTER_EOF
    trailing_comma TRAILING_COMMA
    unit_malformed UNIT_MALFORMED
    version_unasked VERSION_UNASKED
}
