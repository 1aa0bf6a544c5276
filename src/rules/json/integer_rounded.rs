use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Integers that a double cannot hold stand in quotes.
    ///
    /// Beyond 2^53 a reader that takes numbers for doubles rounds them, and so does a writer that had them as doubles. Times in
    /// nanoseconds are that large: without quotes they are wrong by up to a hundred nanoseconds on arrival, which moves the start of a
    /// series and looks like a restart.
    "json/integer-rounded": Must, Warning, DataWrong;
    cites OTLP, "JSON Protobuf Encoding";
    help "write the integer in quotes, from a value that never was a double";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":1700000000000000000,"asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for note in view.export.notes().iter().filter(|note| note.kind() == NoteKind::IntegerBeyondDouble) {
        sink.tell(Place::default().pointer(note.pointer()), note.message());
    }
}
