use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{AnyValue, ExportView};

rule! {
    /// What an SDK sends says the name of its service.
    ///
    /// SDKs set `service.name` themselves, to `unknown_service` if need be. It becomes the job in Prometheus: without it the metrics of all services are one.
    ///
    /// Who makes a resource by hand, with the SDK's own attributes, has to bring the name along.
    "resource/service-name-missing": Must, Error, DataWrong;
    cites SEMANTIC_CONVENTIONS, "Resource, service";
    help "set `OTEL_SERVICE_NAME`, or merge your resource with the default one";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]}]}]}
"#;
    good "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]}]}]}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for resource in request.whole_resources() {
        let is_named = |name: AnyValue<'_>| name != AnyValue::Empty && name != AnyValue::Text("");
        if resource.is_of_sdk && !resource.attributes.get("service.name").is_some_and(is_named) {
            let path = request.path_of_resource(resource);
            sink.tell(Place::default().pointer(path), "the resource has no `service.name`");
        }
    }
}
