use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Trace and span ids are strings of hexadecimal digits in JSON.
    ///
    /// The usual mapping of protobuf writes bytes in base64, and generic converters do so here, too. Either case of the digits is fine.
    "json/id-not-hexadecimal": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write the ids of an exemplar as 32 and 16 hexadecimal digits";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","traceId":"W47/95gDgQPSabYzgT/GDA=="}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","spanId":"7uEbfgAAAAA="}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174"}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::IdDigits);
}
