use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A key stands once in its object.
    ///
    /// Readers take the first value, or the last, or refuse the request: what arrives is a matter of luck.
    "json/key-repeated": Should, Error, DataWrong;
    cites OTLP, "JSON Protobuf Encoding (RFC 8259, section 4)";
    help "write each key once";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","flags":0,"flags":0}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::KeyRepeated);
}
