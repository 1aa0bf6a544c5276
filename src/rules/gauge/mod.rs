//! Gauges.

use super::family;

family! {
    stuck_on_nan STUCK_ON_NAN
}
