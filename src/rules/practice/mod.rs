//! What a service is better off exposing, or leaving away.

use super::family;

family! {
    age_exposed AGE_EXPOSED
    counter_without_series COUNTER_WITHOUT_SERIES
    derived_value DERIVED_VALUE
    machine_metric MACHINE_METRIC
    process_metric_differs PROCESS_METRIC_DIFFERS
    summary_quantiles SUMMARY_QUANTILES
}
