//! What the Prometheus text format asks beside what all text formats do.

use super::family;

family! {
    blank_before_name BLANK_BEFORE_NAME
    byte_order_mark BYTE_ORDER_MARK
    final_newline_missing FINAL_NEWLINE_MISSING
    no_samples NO_SAMPLES
    nul_byte NUL_BYTE
    openmetrics_construct OPENMETRICS_CONSTRUCT
    quoted_name_unasked QUOTED_NAME_UNASKED
    timestamp_signed TIMESTAMP_SIGNED
    trailing_blank TRAILING_BLANK
}
