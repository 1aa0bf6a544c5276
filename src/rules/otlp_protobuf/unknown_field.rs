use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A field that OTLP does not define is passed over.
    ///
    /// It does no harm: new fields have to be readable to old receivers. Many of them mean that the bytes are another message.
    "otlp-protobuf/unknown-field": Must, Info, Style;
    cites OTLP, "Future Versions and Interoperability";
    help "compare the definition from which the exporter was made with the published one";
    bad "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}J\u{4}blue";
    good "otlp-protobuf" "\n\u{f891}\u{2}\n\u{f8c3}\u{1}\n\u{16}\n\u{c}service.name\u{12}\u{6}\n\u{4}shop\n=\n\u{13}service.instance.id\u{12}&\n$627cc493-f310-47de-96bd-71410b7dec09\n%\n\u{12}telemetry.sdk.name\u{12}\u{f}\n\u{d}opentelemetry\n \n\u{16}telemetry.sdk.language\u{12}\u{6}\n\u{4}rust\n!\n\u{15}telemetry.sdk.version\u{12}\u{8}\n\u{6}0.33.0\u{12}I\n\u{6}\n\u{4}shop\u{12}?\n\u{c}queue.length\u{12}\u{10}orders that wait\u{1a}\u{7}{order}*\u{14}\n\u{12}\u{19}\u{0}\u{0}*6\u{f8fe}\u{f89c}\u{f897}\u{17}1\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}";
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let count = view.export.unknown_field_count();
    // In JSON each is told by its pointer.
    if count > 0 && view.export.unknown_fields().is_empty() {
        let fields = if count == 1 { "field is" } else { "fields are" };
        sink.tell(Place::default(), format!("{count} {fields} unknown to OTLP 1.11"));
    }
}
