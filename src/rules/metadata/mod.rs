//! The lines that describe a family: TYPE, HELP and UNIT.

use super::family;

family! {
    help_late HELP_LATE
    help_repeated HELP_REPEATED
    name_spelled_otherwise NAME_SPELLED_OTHERWISE
    orphaned_samples ORPHANED_SAMPLES
    type_late TYPE_LATE
    type_misspelled TYPE_MISSPELLED
    type_repeated TYPE_REPEATED
    unit_repeated UNIT_REPEATED
}
