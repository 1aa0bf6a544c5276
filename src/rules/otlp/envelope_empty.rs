use crate::protobuf::{Field, Reader};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A request has no envelopes with nothing in them.
    ///
    /// Resources without scopes, scopes without metrics and metrics without points cost bytes on the way and say nothing. Receivers
    /// take them all the same.
    "otlp/envelope-empty": Should, Info, Costs;
    cites OTLP, "Empty Telemetry Envelopes";
    help "leave out what holds nothing, and send nothing if nothing is left";
    bad "otlp-json" r#"{"resourceMetrics":[]}"#;
    bad "otlp-json" r#"{"resourceMetrics":[{"scopeMetrics":[]}]}"#;
    bad "otlp-json" r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[]}]}]}"#;
    bad "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[]}}"#;
    good "otlp" r#"{"name":"queue.length","unit":"{order}","description":"orders that wait","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let resources = view.parts(&view.root(), 1, "resource_metrics");
    if resources.is_empty() && view.export.faults().is_empty() {
        sink.tell(Place::default(), "the request holds no metrics");
    }
    for resource in &resources {
        let scopes = view.parts(resource, 2, "scope_metrics");
        if scopes.is_empty() {
            sink.tell(Place::default().pointer(&*resource.path), "the resource holds no scopes");
        }
        for scope in &scopes {
            let metrics = view.parts(scope, 2, "metrics");
            if metrics.is_empty() {
                sink.tell(Place::default().pointer(&*scope.path), "the scope holds no metrics");
            }
            for metric in metrics.iter().filter(|metric| has_no_points(metric.bytes)) {
                sink.tell(Place::default().pointer(&*metric.path), "the metric holds no points");
            }
        }
    }
}

/// Whether a metric says its type and has no point of it.
fn has_no_points(metric: &[u8]) -> bool {
    let fields = |bytes| Reader::new(bytes).map_while(Result::ok);
    let data = fields(metric).filter_map(|field| match field {
        (5 | 7 | 9 | 10 | 11, Field::Bytes(data)) => Some(data),
        _ => None,
    });
    let has_points = |data| fields(data).any(|(number, _)| number == 1);
    data.last().is_some_and(|data| !has_points(data))
}
