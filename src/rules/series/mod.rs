//! Series: a name with labels, each once.

use super::family;

family! {
    duplicate DUPLICATE
    label_repeated LABEL_REPEATED
    label_reserved LABEL_RESERVED
}
