use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;
use rustc_hash::FxHashSet;

rule! {
    /// All metrics of a scope stand together within their resource.
    ///
    /// An envelope for each metric costs bytes, and hides that two metrics have one name. Collectors that say who they are are excused. SDKs put what
    /// other producers give them behind their own, so that the runtime metrics of Go stand in two.
    "scope/repeated": Should, Info, Costs;
    cites OTLP, "metrics.proto, ScopeMetrics";
    help "put the metrics of one scope into one `ScopeMetrics`";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]},
{"scope":{"name":"shop"},"metrics":[{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}]}]}]}
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
    let mut known = FxHashSet::default();
    for scope in request.scopes.iter().filter(|_| !is_collector) {
        let identity = (scope.resource, scope.name, scope.version, scope.schema_url, scope.attributes.hash());
        if !known.insert(identity) {
            let path = request.path_of_scope(scope);
            sink.tell(
                Place::default().pointer(path),
                format!("the scope `{}` stands here again", scope.name),
            );
        }
    }
}
