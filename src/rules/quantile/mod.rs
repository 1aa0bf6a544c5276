//! Quantiles of OTLP summaries.

use super::family;

family! {
    negative NEGATIVE
    out_of_range OUT_OF_RANGE
    unordered UNORDERED
}
