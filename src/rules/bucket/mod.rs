//! Explicit buckets of OTLP histograms.

use super::family;

family! {
    bound_not_finite BOUND_NOT_FINITE
    bounds_differ BOUNDS_DIFFER
    bounds_unmatched BOUNDS_UNMATCHED
    bounds_unordered BOUNDS_UNORDERED
    default_bounds_for_seconds DEFAULT_BOUNDS_FOR_SECONDS
    total_differs TOTAL_DIFFERS
}
