//! What a scrape alone shows of a bad bridge from OpenTelemetry.

use super::family;
use super::view::TextFamily;

family! {
    annotation_in_name ANNOTATION_IN_NAME
    bound_label_taken BOUND_LABEL_TAKEN
    job_reversed JOB_REVERSED
    label_unsanitised LABEL_UNSANITISED
    labels_shifted LABELS_SHIFTED
    name_underscores_only NAME_UNDERSCORES_ONLY
    name_unsanitised NAME_UNSANITISED
    quantile_inexact QUANTILE_INEXACT
    ratio_misplaced RATIO_MISPLACED
    resource_labels_copied RESOURCE_LABELS_COPIED
    scope_info SCOPE_INFO
    scope_labels_missing SCOPE_LABELS_MISSING
    target_info_not_one TARGET_INFO_NOT_ONE
    target_info_repeated TARGET_INFO_REPEATED
    target_info_scoped TARGET_INFO_SCOPED
    total_suffix_repeated TOTAL_SUFFIX_REPEATED
    underscores_repeated UNDERSCORES_REPEATED
    unit_suffix_repeated UNIT_SUFFIX_REPEATED
    unit_unworded UNIT_UNWORDED
}

/// Whether a family comes from a bridge: its series say a scope.
fn is_bridged(family: &TextFamily<'_>) -> bool {
    family.shapes.iter().any(|shape| shape.labels.iter().any(|label| label == "otel_scope_name"))
}
