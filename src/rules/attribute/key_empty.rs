use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Traits};

rule! {
    /// Every attribute has a key.
    ///
    /// Prometheus refuses the whole request for a single key without a character in it.
    "attribute/key-empty": Must, Error, DataLost;
    cites OTEL_COMMON, "Attribute";
    help "give the attribute a name";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"","value":{"stringValue":"x"}}],"asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"value":{"stringValue":"x"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":""}}],"asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    view.request().each_list(Traits::EMPTY_KEY, &mut |list, place| {
        if let Some(one) = list.into_iter().find(|one| one.key.is_empty()) {
            sink.tell(place(), format!("an attribute with the value {} has no key", one.value()));
        }
    });
}
