//! Times that samples say.

use super::family;

family! {
    decreasing DECREASING
    explicit EXPLICIT
    implausible IMPLAUSIBLE
    mixed MIXED
    on_some_samples ON_SOME_SAMPLES
}
