use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A protobuf request consists of fields and nothing else.
    ///
    /// A field has a number from 1 to 536870911, one of the known wire types, and integers of at most 64 bits. Text, JSON, compressed
    /// bytes and rubbish after the message are none.
    "otlp-protobuf/malformed": Must, Error, DataLost;
    cites OTLP, "Binary Protobuf Encoding";
    help "write the body with a protobuf library, and send nothing but its output";
    yields to "otlp/wrong-signal" "otlp/content-type" "otlp-protobuf/length-before-body" "otlp/compression-unlabelled";
    bad "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{1}";
    bad "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{e}";
    bad "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}X\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{f8ff}\u{7f}";
    good "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Wire);
}
