//! The times at which counters, histograms and summaries began.

use super::family;

family! {
    alone ALONE
    implausible IMPLAUSIBLE
    missing MISSING
    obsolete OBSOLETE
}
