//! Names that were escaped for readers without UTF-8 names.

use super::family;

family! {
    not_reversible NOT_REVERSIBLE
    underscores_wrong UNDERSCORES_WRONG
}
