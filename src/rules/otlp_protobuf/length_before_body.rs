use crate::capture::BodyFormat;
use crate::otlp::walk;
use crate::protobuf::Reader;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::judge::place_of_otlp;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// The body of a request over HTTP is the message and nothing before it.
    ///
    /// The five bytes of a gRPC frame, or the length of a delimited stream, are not part of it: a receiver takes them for a field and
    /// fails, or passes over all of the message.
    "otlp-protobuf/length-before-body": Must, Error, DataLost;
    cites OTLP, "Binary Protobuf Encoding";
    help "send the serialised message alone, without a length or a flag before it";
    bad "otlp-protobuf" "\u{0}\u{0}\u{0}\u{1}\u{14}\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    bad "otlp-protobuf" "\u{f894}\u{2}\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    good "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let body = view.exchange.body();
    if view.exchange.format() != BodyFormat::OtlpProtobuf || body.first() == Some(&RESOURCE_METRICS) {
        return;
    }
    let before = match body {
        [0 | 1, a, b, c, d, message @ ..]
            if u32::from_be_bytes([*a, *b, *c, *d]) as usize == message.len() =>
        {
            Some(("the frame of a gRPC message", message))
        }
        _ => {
            let mut reader = Reader::new(body);
            let length = reader.varint().ok().and_then(|length| usize::try_from(length).ok());
            (length == Some(reader.rest().len())).then(|| ("the length of the message", reader.rest()))
        }
    };
    if let Some((what, message)) = before
        && message.first() == Some(&RESOURCE_METRICS)
        && walk(message, view.exchange.signal()).is_ok()
    {
        let place =
            view.export.faults().first().map_or_else(|| Place::default().pointer("byte 0"), place_of_otlp);
        sink.tell(place, format!("{what} stands before it"));
    }
}

/// The first byte of every request that says something.
const RESOURCE_METRICS: u8 = 0x0a;
