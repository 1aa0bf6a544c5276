//! Histograms in explicit buckets.

use super::family;

family! {
    buckets_not_cumulative BUCKETS_NOT_CUMULATIVE
    count_differs_from_infinity COUNT_DIFFERS_FROM_INFINITY
    infinity_bucket_missing INFINITY_BUCKET_MISSING
}
