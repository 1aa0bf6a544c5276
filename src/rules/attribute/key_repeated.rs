use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Traits};

rule! {
    /// A key stands once among the attributes of one thing.
    ///
    /// Readers keep the first, the last or both: Prometheus joins the values with a semicolon. It holds for points, scopes, resources, metadata, exemplars and maps within values.
    "attribute/key-repeated": Must, Error, DataWrong;
    cites OTLP, "common.proto, KeyValue";
    help "write each key once";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}},{"key":"a","value":{"stringValue":"2"}}],"asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","attributes":[{"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"1"}},{"key":"k","value":{"intValue":"2"}}]}}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}},{"key":"b","value":{"stringValue":"1"}}],"asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    view.request().each_list(Traits::REPEATED_KEY, &mut |list, place| {
        let mut keys: Vec<&str> = Vec::new();
        for one in list {
            if !one.key.is_empty() && keys.contains(&one.key) {
                sink.tell(place(), format!("the key `{}` stands here twice", one.key));
                return;
            }
            keys.push(one.key);
        }
    });
}
