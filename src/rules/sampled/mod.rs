//! Exemplars of OTLP: measurements that were kept beside the numbers.

use super::family;

family! {
    attribute_repeated ATTRIBUTE_REPEATED
    before_start BEFORE_START
    id_malformed ID_MALFORMED
    outside_interval OUTSIDE_INTERVAL
    value_impossible VALUE_IMPOSSIBLE
    value_missing VALUE_MISSING
}
