use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A field for an integer holds a whole number in decimal digits.
    ///
    /// Integers of 64 bits stand in quotes. Times are nanoseconds since 1970 and no dates, counts are no fractions, and an empty string
    /// is no zero.
    "json/integer-malformed": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write whole numbers in decimal digits, those of 64 bits in quotes";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","startTimeUnixNano":"2023-11-14T22:13:20Z"}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","flags":1.5}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","flags":""}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"tries","value":{"intValue":"0x10"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"tries","value":{"intValue":"16"}}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Integer);
}
