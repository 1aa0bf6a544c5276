use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A JSON request is one object, with nothing after it.
    ///
    /// Files of telemetry have one request a line, and a sender that posts such a file as it is loses it. In a file, each object stands
    /// on a line of its own.
    "json/more-text": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "send each object as a request of its own; in a file write each on one line";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}
{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}"#;
    bad "otlp-json" r#"{"resourceMetrics":[]} done"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::MoreText);
}
