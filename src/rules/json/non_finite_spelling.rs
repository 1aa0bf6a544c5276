use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// NaN and the infinities are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
    ///
    /// JSON has no such numbers, so that a bare `NaN` breaks the whole request; Python writes it unless it is told not to. Words such
    /// as `"nan"`, `"+Inf"` or `"inf"` are what other formats say, and are no numbers here.
    "json/non-finite-spelling": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write `\"NaN\"`, `\"Infinity\"` or `\"-Infinity\"`, with the quotes";
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":NaN}}]}]}}]}]}]}"#;
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":-Infinity}}]}]}}]}]}]}"#;
    bad "otlp" r#"{"name":"wait","unit":"s","description":"time in the queue","summary":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":0,"quantileValues":[{"quantile":0.5,"value":"nan"}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"share","value":{"doubleValue":"-Infinity"}}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::NonFinite);
}
