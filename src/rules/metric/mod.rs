//! Metrics of OTLP as a whole: name, unit, identity.

use super::family;

family! {
    description_missing DESCRIPTION_MISSING
    identities_conflict IDENTITIES_CONFLICT
    legacy_summary LEGACY_SUMMARY
    name_foreign NAME_FOREIGN
    name_invalid NAME_INVALID
    name_missing NAME_MISSING
    points_beyond_limit POINTS_BEYOND_LIMIT
    split SPLIT
    temporality_invalid TEMPORALITY_INVALID
    unit_foreign UNIT_FOREIGN
    unit_malformed UNIT_MALFORMED
}
