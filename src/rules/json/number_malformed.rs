use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A field for a floating-point number holds a number, or its decimal digits in quotes.
    ///
    /// A comma in place of the point, groups of digits and units are no parts of a number.
    "json/number-malformed": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write the number as JSON writes numbers";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":"0,5"}}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":"50 %"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":"0.5"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":1e3}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Number);
}
