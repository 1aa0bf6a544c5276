//! Several processes that look like one.

use super::family;

family! {
    alternating_answers ALTERNATING_ANSWERS
    inherited_totals INHERITED_TOTALS
    shared_identity SHARED_IDENTITY
    went_silent WENT_SILENT
}
