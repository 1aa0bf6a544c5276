//! Exemplars: single observations beside a sample.

use super::family;

family! {
    above_bucket ABOVE_BUCKET
    below_bucket BELOW_BUCKET
    labels_too_long LABELS_TOO_LONG
    misplaced MISPLACED
}
