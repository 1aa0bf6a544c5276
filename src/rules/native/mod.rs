//! Native histograms: buckets whose bounds are powers of a base.

use super::family;

family! {
    bucket_beyond_infinity BUCKET_BEYOND_INFINITY
    bucket_count_negative BUCKET_COUNT_NEGATIVE
    count_differs_from_buckets COUNT_DIFFERS_FROM_BUCKETS
    empty_mark_missing EMPTY_MARK_MISSING
    exemplar_time_missing EXEMPLAR_TIME_MISSING
    exemplars_excessive EXEMPLARS_EXCESSIVE
    fractional_count_differs FRACTIONAL_COUNT_DIFFERS
    schema_out_of_range SCHEMA_OUT_OF_RANGE
    span_offset_negative SPAN_OFFSET_NEGATIVE
    spans_do_not_add_up SPANS_DO_NOT_ADD_UP
    spans_redundant SPANS_REDUNDANT
    zero_bucket_impossible ZERO_BUCKET_IMPOSSIBLE
    zero_threshold_inside_bucket ZERO_THRESHOLD_INSIDE_BUCKET
}
