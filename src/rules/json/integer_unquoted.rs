use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Integers of 64 bits are decimal strings.
    ///
    /// JSON numbers are doubles to many readers. Receivers have to take both, and OpenTelemetry for JavaScript writes small counts as
    /// numbers, so that this alone hurts nobody.
    "json/integer-unquoted": Must, Info, Style;
    cites OTLP, "JSON Protobuf Encoding";
    help "write counts, times and integer values in quotes";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":3}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","flags":0}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for note in view.export.notes().iter().filter(|note| note.kind() == NoteKind::IntegerUnquoted) {
        sink.tell(Place::default().pointer(note.pointer()), note.message());
    }
}
