use crate::otlp::FaultKind;
use crate::rules::check::Check;
use crate::rules::rule;

rule! {
    /// A list of packed numbers ends with its last number.
    ///
    /// Counts and bounds of buckets take eight bytes each; a length that is no multiple of eight cuts one of them.
    "otlp-protobuf/packed-malformed": Must, Error, DataLost;
    cites OTLP, "Binary Protobuf Encoding";
    help "write whole numbers into packed fields";
    yields to "otlp/wrong-signal";
    bad "otlp-protobuf" "\n\u{f8a3}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}[\n\u{6}\n\u{4}shop\u{12}Q\n\u{4}wait\u{12}\u{11}time in the queue\u{1a}\u{1}sJ3\n/\u{11}\u{0}\u{1c}\u{1e}\u{f8e2}\u{f8fb}\u{f89c}\u{f897}\u{17}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}!\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0})\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}2\u{9}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{10}\u{2}";
    good "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    good "otlp-protobuf" "\n\u{f8a2}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}Z\n\u{6}\n\u{4}shop\u{12}P\n\u{4}wait\u{12}\u{11}time in the queue\u{1a}\u{1}sJ2\n.\u{11}\u{0}\u{1c}\u{1e}\u{f8e2}\u{f8fb}\u{f89c}\u{f897}\u{17}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}!\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0})\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}2\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{10}\u{2}";
    check Check::OtlpFault(|fault| fault.kind() == FaultKind::Packed);
}
