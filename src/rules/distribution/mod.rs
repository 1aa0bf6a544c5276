//! What count, sum, least and greatest value of a distribution say of one another.

use super::family;

family! {
    extremes_of_nothing EXTREMES_OF_NOTHING
    extremes_outside_buckets EXTREMES_OUTSIDE_BUCKETS
    min_above_max MIN_ABOVE_MAX
    sum_impossible SUM_IMPOSSIBLE
    sum_missing SUM_MISSING
    sum_of_nothing SUM_OF_NOTHING
    sum_outside_buckets SUM_OUTSIDE_BUCKETS
    sum_with_negatives SUM_WITH_NEGATIVES
}
