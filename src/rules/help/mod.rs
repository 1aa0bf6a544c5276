//! The sentence that explains a metric.

use super::family;

family! {
    missing MISSING
}
