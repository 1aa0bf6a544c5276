//! What labels are called, and what they tell apart.

use super::family;

family! {
    added_by_scraper ADDED_BY_SCRAPER
    bound_elsewhere BOUND_ELSEWHERE
    camel_case CAMEL_CASE
    constant CONSTANT
    generic_name GENERIC_NAME
    names_uneven NAMES_UNEVEN
    repeated_in_name REPEATED_IN_NAME
    result_of_two RESULT_OF_TWO
    total_beside_parts TOTAL_BESIDE_PARTS
}
