//! Streams of differences, each over its own interval.

use super::family;

family! {
    gap GAP
    overlap OVERLAP
}
