//! One run seen over OTLP and over `/metrics`, in captures that show that a bridge lies between the two.

use super::family;
use super::finding::Place;
use super::sink::Sink;
use super::view::CaptureView;

family! {
    buckets_differ BUCKETS_DIFFER
    colliding_values_lost COLLIDING_VALUES_LOST
    exemplar_ids_misnamed EXEMPLAR_IDS_MISNAMED
    exemplars_lost EXEMPLARS_LOST
    exponential_buckets_differ EXPONENTIAL_BUCKETS_DIFFER
    family_missing FAMILY_MISSING
    help_differs HELP_DIFFERS
    labels_differ LABELS_DIFFER
    labels_shifted LABELS_SHIFTED
    name_differs NAME_DIFFERS
    quantiles_differ QUANTILES_DIFFER
    resource_copied RESOURCE_COPIED
    scope_differs SCOPE_DIFFERS
    scope_labels_absent SCOPE_LABELS_ABSENT
    scope_left_as_labels SCOPE_LEFT_AS_LABELS
    series_invented SERIES_INVENTED
    series_missing SERIES_MISSING
    start_time_invented START_TIME_INVENTED
    start_time_lost START_TIME_LOST
    suffix_trimmed SUFFIX_TRIMMED
    sum_invented SUM_INVENTED
    target_differs TARGET_DIFFERS
    target_left_as_metric TARGET_LEFT_AS_METRIC
    target_missing TARGET_MISSING
    total_suffix_differs TOTAL_SUFFIX_DIFFERS
    type_differs TYPE_DIFFERS
    underscores_repeated UNDERSCORES_REPEATED
    unit_differs UNIT_DIFFERS
    unit_suffix_differs UNIT_SUFFIX_DIFFERS
    unit_word_disputed UNIT_WORD_DISPUTED
    value_differs VALUE_DIFFERS
    value_invented VALUE_INVENTED
    value_wording_differs VALUE_WORDING_DIFFERS
}

/// Tells what differs in the aspect that the rule is about.
fn tell(capture: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let Some(parity) = capture.parity() else { return };
    for difference in parity.differences().iter().filter(|one| one.rule() == sink.rule.id) {
        let family = difference.counterpart.as_ref().unwrap_or(&difference.family);
        let mut place = Place::family(family.clone());
        (place.series, place.exchange) = (difference.series.clone(), Some(parity.scrape));
        sink.tell(place, format!("`{}`: {difference}", difference.family));
    }
}

#[cfg(test)]
mod tests {
    use crate::bridge::Aspect;
    use crate::rules::{Severity, find};

    #[test]
    fn whatever_differs_is_asked_for_by_a_rule_of_its_weight() {
        for aspect in Aspect::ALL {
            let rule =
                find(aspect.rule()).unwrap_or_else(|| panic!("{aspect:?}: no rule `{}`", aspect.rule()));
            assert_eq!(aspect.is_minor(), rule.severity == Severity::Info, "{aspect:?}");
        }
    }
}
