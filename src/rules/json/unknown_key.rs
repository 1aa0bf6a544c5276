use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A key that OTLP does not define is passed over.
    ///
    /// It does no harm: new fields have to be readable to old receivers. Whoever wrote it may have hoped that it would arrive, though.
    "json/unknown-key": Must, Info, Style;
    cites OTLP, "JSON Protobuf Encoding";
    help "look the key up in the protobuf definition";
    yields to "json/key-spelling";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","colour":"blue","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for pointer in view.export.unknown_fields() {
        let key = pointer.rsplit('/').next().unwrap_or_default();
        sink.tell(Place::default().pointer(pointer), format!("`{key}` is no field of OTLP 1.11"));
    }
}
