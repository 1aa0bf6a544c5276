use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Keys are the names of the fields in lower camel case.
    ///
    /// A receiver has to pass over keys that it does not know, and so everything below `data_points` or `DataPoints` is gone without a
    /// word. Generic converters write the names of the protobuf definition unless they are told otherwise. The Collector takes those as
    /// well, which makes the mistake go unnoticed until another receiver is used.
    "json/key-spelling": Must, Error, DataLost;
    cites OTLP, "JSON Protobuf Encoding";
    help "write `dataPoints`, not `data_points`; a converter has an option for it";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","Metadata":[],"gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3","filtered_attributes":[],"exemplars":[{"timeUnixNano":"1700000000000000000","asInt":"3","filtered_attributes":[]}]}]}}"#;
    bad "otlp-json" r#"{"resource_metrics":[]}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for note in view.export.notes().iter().filter(|note| note.kind() == NoteKind::KeySpelling) {
        sink.tell(Place::default().pointer(note.pointer()), note.message());
    }
}
