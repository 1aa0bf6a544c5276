//! Times that samples say.

use super::family;

family! {
    explicit EXPLICIT
    implausible IMPLAUSIBLE
    mixed MIXED
}
