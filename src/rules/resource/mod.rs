//! Who sends metrics over OTLP.

use super::family;

family! {
    anonymous ANONYMOUS
    instance_id_missing INSTANCE_ID_MISSING
    repeated REPEATED
    sdk_incomplete SDK_INCOMPLETE
    sdk_language_unknown SDK_LANGUAGE_UNKNOWN
    service_name_default SERVICE_NAME_DEFAULT
    service_name_missing SERVICE_NAME_MISSING
}
