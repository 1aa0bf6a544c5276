//! Which instrumentation metrics over OTLP are from.

use super::family;

family! {
    name_missing NAME_MISSING
    repeated REPEATED
}
