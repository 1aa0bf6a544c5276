use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Each value in a JSON request is of the type of its field.
    ///
    /// Attributes are a list of keys with values and no map; a value of an attribute is an object that says its type; numbers, strings
    /// and booleans are not taken one for another.
    "json/value-type": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write the value as the protobuf definition of its field asks";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":{"queue":"orders"}}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"queue","value":"orders"}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":7,"gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    bad "otlp-json" r#"[{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}]}]}]}]"#;
    bad "otlp-json" r#"{"resourceMetrics":{}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"queue","value":{"stringValue":"orders"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":null}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Type);
}
