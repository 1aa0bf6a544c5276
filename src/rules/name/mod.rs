//! What metrics are called.

use super::family;

family! {
    belongs_to_scraper BELONGS_TO_SCRAPER
    camel_case CAMEL_CASE
    colon COLON
    counter_without_total COUNTER_WITHOUT_TOTAL
    created_without_owner CREATED_WITHOUT_OWNER
    info_not_one INFO_NOT_ONE
    outside_legacy OUTSIDE_LEGACY
    prefix_missing PREFIX_MISSING
    reserved_suffix RESERVED_SUFFIX
    total_on_other_type TOTAL_ON_OTHER_TYPE
    type_word TYPE_WORD
}
