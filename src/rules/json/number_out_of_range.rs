use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A number fits into its field.
    ///
    /// A counter beyond 2^63 and a time before 1970 have no place in OTLP. Some exporters fail as a whole on such a value; others write
    /// it, and the receiver fails.
    "json/number-out-of-range": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "keep the value within the bounds of its field, or leave it out";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","flags":-1}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"hash","value":{"intValue":"9223372036854775808"}}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"large","value":{"doubleValue":1e400}}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","startTimeUnixNano":"-1"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"hash","value":{"intValue":"-9223372036854775808"}}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::OutOfRange);
}
