//! What OpenTelemetry's semantic conventions ask of names, units and attributes.

use super::family;

family! {
    annotation ANNOTATION
    duration_bounds DURATION_BOUNDS
    error_type_text ERROR_TYPE_TEXT
    method_unknown METHOD_UNKNOWN
    name_form NAME_FORM
    otel_namespace OTEL_NAMESPACE
    plural PLURAL
    total_in_name TOTAL_IN_NAME
    unit_in_name UNIT_IN_NAME
    unit_prefixed UNIT_PREFIXED
    word_misused WORD_MISUSED
}
