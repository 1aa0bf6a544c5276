use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{AnyValue, ExportView};

rule! {
    /// The language of the SDK is one of the known ones.
    ///
    /// Those who look for it look for `nodejs`, not for `javascript`.
    "resource/sdk-language-unknown": Must, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Resource, telemetry SDK";
    help "write cpp, dotnet, erlang, go, java, nodejs, php, python, ruby, rust, swift or webjs";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"javascript"}},
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

const LANGUAGES: &[&str] =
    &["cpp", "dotnet", "erlang", "go", "java", "nodejs", "php", "python", "ruby", "rust", "swift", "webjs"];

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for resource in request.whole_resources() {
        if let Some(AnyValue::Text(language)) = resource.attributes.get("telemetry.sdk.language")
            && !LANGUAGES.contains(&language)
        {
            let path = request.path_of_resource(resource);
            sink.tell(Place::default().pointer(path), format!("the language of the SDK is `{language}`"));
        }
    }
}
