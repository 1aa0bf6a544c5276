use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A trace id has 32 hexadecimal digits and a span id 16.
    ///
    /// An id of 64 bits, as older tracing systems have it, has to be filled up with zeros in front. An empty string is no id, which is
    /// fine.
    "json/id-length": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write ids at full length, with zeros in front";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","traceId":"d269b633813fc60c"}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","spanId":"5b8efff798038103d269b633813fc60c"}]}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","spanId":"eee19b7ec3c1b17"}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","traceId":"0000000000000000d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","traceId":"","spanId":""}]}]}}"#;
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::IdLength);
}
