use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Bytes in an attribute are a string in base64.
    ///
    /// Hexadecimal digits stand for trace and span ids alone.
    "json/base64-malformed": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "encode the bytes in base64";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"digest","value":{"bytesValue":"a"}}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"digest","value":{"bytesValue":"[1, 2]"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"digest","value":{"bytesValue":"AP8="}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"digest","value":{"bytesValue":"-_8"}}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Base64);
}
