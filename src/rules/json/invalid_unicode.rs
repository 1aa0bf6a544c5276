use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Strings in a JSON request are whole Unicode characters in UTF-8.
    ///
    /// Bytes of another encoding and halves of surrogate pairs, as programs leave them behind when they cut a text, make a receiver
    /// drop the whole request.
    "json/invalid-unicode": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "replace what is no character before the text becomes a name or an attribute";
    bad "otlp-json" "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},\"scopeMetrics\":[{\"scope\":{\"name\":\"shop\"},\"metrics\":[{\"name\":\"queue.length\",\"unit\":\"{order}\",\"description\":\"orders that wait\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1700000000000000000\",\"asInt\":\"3\",\"attributes\":[{\"key\":\"city\",\"value\":{\"stringValue\":\"K\u{f8ff}ln\"}}]}]}}]}]}]}";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"face","value":{"stringValue":"\ud83d"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"face","value":{"stringValue":"\ud83d\ude00"}}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Unicode);
}
