//! Counters.

use super::family;

family! {
    value_impossible VALUE_IMPOSSIBLE
}
