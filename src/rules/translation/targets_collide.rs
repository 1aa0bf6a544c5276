use crate::bridge::{instance_of, job_of};
use crate::model::Resource;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};

rule! {
    /// No two resources have one job and one instance.
    ///
    /// Their `target_info` is one series with two sets of labels, and joins fail.
    "translation/targets-collide": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "give each process its own `service.instance.id`";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]},{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}},{"key":"host.name","value":{"stringValue":"b"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}]}]}]}"#;
    good "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}]}]},{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"11111111-f310-47de-96bd-71410b7dec09"}},{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"stock.level","description":"Goods in stock.","unit":"{item}","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}]}]}]}"#;
    check Check::Reading(Worlds::OTLP, check);
}

fn check(reading: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let mut seen: Vec<(String, String, Resource<'_>)> = Vec::new();
    for resource in reading.reading.resources() {
        let (Some(job), Some(instance)) = (job_of(resource), instance_of(resource)) else { continue };
        let other = seen.iter().find(|(a, b, _)| *a == job && *b == instance);
        if let Some((.., other)) = other {
            if other.attributes() != resource.attributes() {
                sink.tell(
                    Place::default(),
                    format!("two resources are the job {job:?} and the instance {instance:?}"),
                );
                return;
            }
            continue;
        }
        seen.push((job, instance, resource));
    }
}
