use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A list in a JSON request has no null among its elements.
    ///
    /// Null in place of a field is the same as no field; in a list it stands for an element that is not there, which the mapping of
    /// protobuf does not allow.
    "json/null-element": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "leave the element out";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[null]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":null}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::NullElement);
}
