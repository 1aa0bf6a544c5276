//! Families as a whole: where they stand, and what they are called beside one another.

use super::family;

family! {
    names_clash NAMES_CLASH
    split SPLIT
}
