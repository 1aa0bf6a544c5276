use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A JSON request is JSON from its first to its last byte.
    ///
    /// A receiver answers with status 400 and drops all of it, good metrics included. Seen are bodies that were cut, commas after the
    /// last element, single quotes, and bodies of another encoding.
    "json/syntax": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write the body with a JSON serialiser, and send all of it";
    yields to "otlp/content-type" "otlp/compression-unlabelled";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]"#;
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}},]}]}]}"#;
    bad "otlp-json" r"{'resourceMetrics':[]}";
    bad "otlp-json" "\u{feff}{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},\"scopeMetrics\":[{\"scope\":{\"name\":\"shop\"},\"metrics\":[{\"name\":\"queue.length\",\"unit\":\"{order}\",\"description\":\"orders that wait\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1700000000000000000\",\"asInt\":\"3\"}]}}]}]}]}";
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Syntax);
}
