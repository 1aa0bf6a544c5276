//! What the Prometheus text format asks beside what all text formats do.

use super::family;

family! {
    byte_order_mark BYTE_ORDER_MARK
    final_newline_missing FINAL_NEWLINE_MISSING
}
