//! Info metrics of OpenMetrics.

use super::family;

family! {
    suffix_missing SUFFIX_MISSING
    value_invalid VALUE_INVALID
}
