//! Families as a whole: where they stand, and what they are called beside one another.

use super::family;

family! {
    go_memory_twice GO_MEMORY_TWICE
    metrics_interleaved METRICS_INTERLEAVED
    names_clash NAMES_CLASH
    split SPLIT
    suffix_of_another_type SUFFIX_OF_ANOTHER_TYPE
    target_info_late TARGET_INFO_LATE
}
