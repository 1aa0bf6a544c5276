use crate::otlp::NoteKind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// A request that is not empty says something.
    ///
    /// Every field of it is unknown, or every metric is a name without data, so that a receiver answers with success and has nothing. Most
    /// likely the bytes are another message, or of a definition that only looks like OTLP.
    "otlp/nothing-read": Must, Warning, DataLost;
    cites OTLP, "Future Versions and Interoperability";
    help "send an `ExportMetricsServiceRequest`";
    yields to "otlp/wrong-signal" "otlp-protobuf/length-before-body";
    bad "otlp-json" r#"{"metrics":[{"name":"orders"}]}"#;
    bad "otlp-protobuf" "\u{12}\u{2}hi";
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait"}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    good "otlp-json" r"{}";
    good "otlp-protobuf" r"";
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let export = view.export;
    let is_misspelt = export.notes().iter().any(|note| note.kind() == NoteKind::KeySpelling);
    let is_empty = export.protobuf().is_empty() || view.parts(&view.root(), 1, "resource_metrics").is_empty();
    if is_empty && export.unknown_field_count() > 0 && export.faults().is_empty() && !is_misspelt {
        sink.tell(Place::default(), "nothing in the request is a field of a metrics request");
    }
    let metrics = &view.request().metrics;
    if !metrics.is_empty() && metrics.iter().all(|metric| metric.data == Data::None) {
        sink.tell(Place::default(), format!("none of its {} metrics has data that is known", metrics.len()));
    }
}
