use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// An enum is a number in JSON, never its name and never in quotes.
    ///
    /// This is where OTLP differs from the usual mapping of protobuf, and the first mistake of generic converters: Python's
    /// `MessageToJson` writes names. The Collector happens to take them, other receivers refuse the request or read an unset
    /// temporality.
    "json/enum-text": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write `1` for delta and `2` for cumulative";
    bad "otlp" r#"{"name":"orders","unit":"{order}","description":"orders taken","sum":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_CUMULATIVE","isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}"#;
    bad "otlp" r#"{"name":"orders","unit":"{order}","description":"orders taken","sum":{"aggregationTemporality":"2","isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}"#;
    good "otlp" r#"{"name":"orders","unit":"{order}","description":"orders taken","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::EnumText);
}
