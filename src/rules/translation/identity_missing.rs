use crate::bridge::{instance_of, job_of};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};

rule! {
    /// A resource says `service.name` and `service.instance.id`.
    ///
    /// They become the labels `job` and `instance`. Without an instance id the series of several processes are one in Prometheus; without any of the two there is not even a `target_info`.
    "translation/identity-missing": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "set `service.name`, and `service.instance.id` where several instances run";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]}]}"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Reading(Worlds::OTLP, check);
}

fn check(reading: &ReadingView<'_>, sink: &mut Sink<'_>) {
    for resource in reading.reading.resources() {
        let missing = match (job_of(resource), instance_of(resource)) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => "`service.name`, so the label `job` is missing",
            (Some(_), None) => "`service.instance.id`, so the label `instance` is missing",
            (None, None) => "`service.name` and `service.instance.id`, so no target is known",
        };
        sink.tell(Place::default(), format!("a resource says no {missing}"));
        return;
    }
}
