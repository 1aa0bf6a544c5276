//! Points of OTLP: times, values, flags.

use super::family;

family! {
    delta_start_missing DELTA_START_MISSING
    delta_starts_differ DELTA_STARTS_DIFFER
    duplicate DUPLICATE
    flags_unknown FLAGS_UNKNOWN
    intervals_overlap INTERVALS_OVERLAP
    start_after_time START_AFTER_TIME
    start_missing START_MISSING
    time_implausible TIME_IMPLAUSIBLE
    time_missing TIME_MISSING
    value_ambiguous VALUE_AMBIGUOUS
    value_despite_flag VALUE_DESPITE_FLAG
    value_missing VALUE_MISSING
    value_not_finite VALUE_NOT_FINITE
}
