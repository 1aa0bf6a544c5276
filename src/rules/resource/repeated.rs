use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;
use rustc_hash::FxHashSet;

rule! {
    /// All metrics of a resource stand together.
    ///
    /// An envelope for each metric costs bytes, and hides that two metrics have one name. Collectors, which put together requests that they do not look into, are excused where they say who they are.
    "resource/repeated": Should, Warning, Costs;
    cites OTLP, "metrics.proto, ResourceMetrics";
    help "put the metrics of one resource into one `ResourceMetrics`";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]}]},
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]}]}]}
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
    let is_collector = view.exchange.header("user-agent").is_some_and(|agent| agent.contains("Collector"));
    let mut known: FxHashSet<(u64, &str)> = FxHashSet::default();
    for resource in request.resources.iter().filter(|_| !is_collector) {
        if !known.insert((resource.attributes.hash(), resource.schema_url)) {
            let path = request.path_of_resource(resource);
            sink.tell(
                Place::default().pointer(path),
                format!("the resource {} stands here again", resource.attributes),
            );
        }
    }
}
