//! What names, values and metadata say of units.

use super::family;

family! {
    abbreviated ABBREVIATED
    kept_by_bridge KEPT_BY_BRIDGE
    not_allowed NOT_ALLOWED
    not_base NOT_BASE
    not_last NOT_LAST
    percent PERCENT
    ratio_above_one RATIO_ABOVE_ONE
    singular SINGULAR
    suffix_missing SUFFIX_MISSING
    timestamp_not_seconds TIMESTAMP_NOT_SECONDS
    undeclared UNDECLARED
}
