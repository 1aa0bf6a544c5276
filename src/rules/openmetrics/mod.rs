//! What OpenMetrics asks beside what all text formats do.

use super::family;

family! {
    blank_line BLANK_LINE
    byte_order_mark BYTE_ORDER_MARK
    comment COMMENT
    composite_malformed COMPOSITE_MALFORMED
    eof_missing EOF_MISSING
    exemplar_malformed EXEMPLAR_MALFORMED
    spacing SPACING
    text_after_eof TEXT_AFTER_EOF
    trailing_comma TRAILING_COMMA
    unit_malformed UNIT_MALFORMED
}
