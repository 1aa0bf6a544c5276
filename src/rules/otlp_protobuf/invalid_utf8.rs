use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// Strings are UTF-8.
    ///
    /// Libraries in Go, Java and Rust refuse the whole request for one byte in one attribute; those in C++ pass it on.
    "otlp-protobuf/invalid-utf8": Must, Error, DataLost;
    cites OTLP, "Binary Protobuf Encoding";
    help "replace bytes that are not UTF-8 before the text becomes a name or an attribute; send binary data as `bytes_value`";
    yields to "otlp/wrong-signal" "otlp/content-type" "otlp-protobuf/length-before-body";
    bad "otlp-protobuf" "\n\u{f8a1}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}Y\n\u{6}\n\u{4}shop\u{12}O\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*$\n\"\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}:\u{e}\n\u{4}city\u{12}\u{6}\n\u{4}K\u{f8ff}ln";
    good "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    good "otlp-protobuf" "\n\u{f8a1}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}Y\n\u{6}\n\u{4}shop\u{12}O\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*$\n\"\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}:\u{e}\n\u{6}digest\u{12}\u{4}:\u{2}\u{f8ff}\u{f8fe}";
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Text);
}
