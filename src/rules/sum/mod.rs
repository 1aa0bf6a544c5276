//! Sums of OTLP.

use super::family;

family! {
    level_monotonic LEVEL_MONOTONIC
    negative NEGATIVE
    precision_lost PRECISION_LOST
}
