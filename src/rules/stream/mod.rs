//! A series from look to look.

use super::family;

family! {
    begins_above_zero BEGINS_ABOVE_ZERO
    cardinality_grows CARDINALITY_GROWS
    flapping FLAPPING
    frozen FROZEN
    number_form_alternates NUMBER_FORM_ALTERNATES
    parts_apart PARTS_APART
    time_backwards TIME_BACKWARDS
    timestamp_stuck TIMESTAMP_STUCK
    vanished VANISHED
}
