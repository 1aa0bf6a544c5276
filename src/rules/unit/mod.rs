//! Units.

use super::family;

family! {
    not_allowed NOT_ALLOWED
    suffix_missing SUFFIX_MISSING
    undeclared UNDECLARED
}
