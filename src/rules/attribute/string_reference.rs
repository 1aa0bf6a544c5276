use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Traits};

rule! {
    /// Keys and strings are written out.
    ///
    /// References into a table of strings belong to profiles: with metrics there is no table, so that nobody can read them.
    "attribute/string-reference": Must, Warning, DataLost;
    cites OTLP, "common.proto, KeyValue";
    help "write the string itself";
    bad "otlp-json" r#"
{"resourceMetrics":[
{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
{"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}},
{"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
{"key":"telemetry.sdk.language","value":{"stringValue":"rust"}},
{"key":"telemetry.sdk.version","value":{"stringValue":"0.33.0"}}]},
"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"a","value":{"stringValueStrindex":3}}]}]}}]}]}]}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":""}}],"asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let is_reference =
        |pointer: &&String| pointer.ends_with("/keyStrindex") || pointer.ends_with("/stringValueStrindex");
    for pointer in view.export.unknown_fields().iter().filter(is_reference) {
        sink.tell(
            Place::default().pointer(pointer),
            "a reference into a table of strings that metrics do not have",
        );
    }
    view.request().each_list(Traits::REFERENCE, &mut |list, place| {
        if let Some(one) = list.into_iter().find(|one| one.is_reference()) {
            sink.tell(
                place(),
                format!("`{}` is a reference into a table of strings that metrics do not have", one.key),
            );
        }
    });
}
