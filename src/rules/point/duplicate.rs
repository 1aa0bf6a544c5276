use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;
use rustc_hash::FxHashSet;

rule! {
    /// A stream says one point for one time.
    ///
    /// A stream is a metric with one set of attributes, in whatever order they stand, from one scope and resource. Of two points for one time a reader keeps one, and which one is a matter of luck. Two instruments that views rename to one name do that, and attributes that somebody took away.
    "point/duplicate": Must, Error, DataLost;
    cites OTEL_DATA_MODEL, "Single-writer";
    help "aggregate the two points, or keep the attribute that tells them apart";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}},{"key":"b","value":{"stringValue":"2"}}],"asInt":"7"},{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"b","value":{"stringValue":"2"}},{"key":"a","value":{"stringValue":"1"}}],"asInt":"8"}]}}
"#;
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7"},{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"2"}}],"asInt":"8"}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"7"},{"timeUnixNano":"1700000001000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let mut seen: FxHashSet<(u64, u64)> = FxHashSet::default();
    for metric in &request.metrics {
        let key = request.metric_key(metric);
        for point in request.points_of(metric).filter(|point| !point.is_absent()) {
            let stream = key.wrapping_add(point.data.attributes_hash);
            if !seen.insert((stream, point.data.time)) {
                let attributes = point.attributes();
                let message =
                    format!("`{}` with {attributes} stands here a second time for one moment", metric.name);
                sink.tell(point.place(), message);
            }
        }
    }
}
