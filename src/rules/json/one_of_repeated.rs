use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Of keys that exclude each other an object has one.
    ///
    /// A metric has one kind of data, an exemplar one value, an attribute one type. Strict readers refuse the whole request; others
    /// keep the last that they read, and which is that is a matter of luck.
    "json/one-of-repeated": Must, Error, DataWrong;
    cites OTLP, "JSON Protobuf Encoding";
    help "write one of `gauge`, `sum`, `histogram` …, one value of an attribute";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"tries","value":{"intValue":"3","stringValue":"three"}}]}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","attributes":[{"key":"tries","value":{"intValue":"3","stringValue":null}}]}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for note in view.export.notes().iter().filter(|note| note.kind() == NoteKind::OneOfRepeated) {
        sink.tell(Place::default().pointer(note.pointer()), note.message());
    }
}
