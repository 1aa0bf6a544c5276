use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// An integer is written in digits alone.
    ///
    /// `5.0` and `1e3` are whole numbers, and the mapping of protobuf allows them; the Collector refuses the whole request all the
    /// same. Languages that know only one type of number write them.
    "json/integer-as-decimal": Interop, Warning, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write integers without a point and without an exponent";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":5.0}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"1e3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":5.0}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for note in view.export.notes().iter().filter(|note| note.kind() == NoteKind::IntegerAsDecimal) {
        sink.tell(Place::default().pointer(note.pointer()), note.message());
    }
}
