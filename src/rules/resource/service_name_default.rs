use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{AnyValue, ExportView};

rule! {
    /// A service has a name of its own.
    ///
    /// `unknown_service` is what an SDK says when nobody told it. Two services without names are one job in Prometheus.
    "resource/service-name-default": Should, Warning, DataWrong;
    cites SEMANTIC_CONVENTIONS, "Resource, service";
    help "set `OTEL_SERVICE_NAME`";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"unknown_service:python"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
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
        if let Some(AnyValue::Text(name)) = resource.attributes.get("service.name")
            && name.starts_with("unknown_service")
        {
            let path = request.path_of_resource(resource);
            sink.tell(
                Place::default().pointer(path),
                format!("the service is called `{name}`, as it was not told its name"),
            );
        }
    }
}
