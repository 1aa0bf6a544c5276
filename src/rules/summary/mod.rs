//! Summaries.

use super::family;

family! {
    count_impossible COUNT_IMPOSSIBLE
    quantile_invalid QUANTILE_INVALID
    quantile_missing QUANTILE_MISSING
    quantile_repeated QUANTILE_REPEATED
    quantiles_out_of_order QUANTILES_OUT_OF_ORDER
}
