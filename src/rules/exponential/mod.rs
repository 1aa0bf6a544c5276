//! Exponential buckets of OTLP histograms.

use super::family;

family! {
    index_out_of_range INDEX_OUT_OF_RANGE
    padded PADDED
    scale_too_fine SCALE_TOO_FINE
    too_many_buckets TOO_MANY_BUCKETS
    total_differs TOTAL_DIFFERS
    zero_threshold_invalid ZERO_THRESHOLD_INVALID
}
