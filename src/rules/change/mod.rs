//! What a family promises and should not change while it is looked at.

use super::family;

family! {
    buckets BUCKETS
    help HELP
    kind KIND
    labels LABELS
    unit UNIT
}
