//! What metrics of OTLP suffer when they land in Prometheus. These rules speak only where they are known to.

use super::family;

family! {
    attribute_key_lost ATTRIBUTE_KEY_LOST
    attribute_keys_collide ATTRIBUTE_KEYS_COLLIDE
    attribute_replaced ATTRIBUTE_REPLACED
    attribute_reserved ATTRIBUTE_RESERVED
    delta_temporality DELTA_TEMPORALITY
    exemplar_attributes_lost EXEMPLAR_ATTRIBUTES_LOST
    exemplar_trace_repeated EXEMPLAR_TRACE_REPEATED
    exemplars_dropped EXEMPLARS_DROPPED
    extremes_lost EXTREMES_LOST
    identity_missing IDENTITY_MISSING
    name_begins_with_digit NAME_BEGINS_WITH_DIGIT
    name_lost NAME_LOST
    names_collide NAMES_COLLIDE
    scale_reduced SCALE_REDUCED
    scale_too_coarse SCALE_TOO_COARSE
    scope_shadowed SCOPE_SHADOWED
    series_collide SERIES_COLLIDE
    sum_missing SUM_MISSING
    targets_collide TARGETS_COLLIDE
    total_on_gauge TOTAL_ON_GAUGE
    unit_disputed UNIT_DISPUTED
    unit_misread UNIT_MISREAD
    zero_threshold_lost ZERO_THRESHOLD_LOST
}
