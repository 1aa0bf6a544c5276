//! Exemplars of OTLP: measurements that were kept beside the numbers.

use super::family;

family! {
    attribute_repeated ATTRIBUTE_REPEATED
    id_malformed ID_MALFORMED
    outside_interval OUTSIDE_INTERVAL
    value_impossible VALUE_IMPOSSIBLE
    value_missing VALUE_MISSING
}
