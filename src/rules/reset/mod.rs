//! Counting that begins anew.

use super::family;

family! {
    created_unmoved CREATED_UNMOVED
    falls_under_start FALLS_UNDER_START
    partial PARTIAL
    start_moved START_MOVED
    unannounced UNANNOUNCED
}
