//! State sets of OpenMetrics.

use super::family;

family! {
    state_missing STATE_MISSING
    states_together STATES_TOGETHER
    value_invalid VALUE_INVALID
}
