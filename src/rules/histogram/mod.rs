//! Histograms in explicit buckets.

use super::family;

family! {
    bare_sample BARE_SAMPLE
    bound_invalid BOUND_INVALID
    bound_repeated BOUND_REPEATED
    bounds_out_of_order BOUNDS_OUT_OF_ORDER
    buckets_not_cumulative BUCKETS_NOT_CUMULATIVE
    count_differs_from_infinity COUNT_DIFFERS_FROM_INFINITY
    count_fractional COUNT_FRACTIONAL
    count_impossible COUNT_IMPOSSIBLE
    gauge_as_histogram GAUGE_AS_HISTOGRAM
    infinity_bucket_missing INFINITY_BUCKET_MISSING
    sum_or_count_missing SUM_OR_COUNT_MISSING
}
