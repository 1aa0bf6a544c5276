use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// All points of a histogram have the same bounds.
    ///
    /// Bounds do not belong to the identity of a series, so nothing keeps them apart, and what does not have the same buckets cannot be added.
    "bucket/bounds-differ": Should, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "OTLP data model, histogram";
    help "use one set of bounds for a metric";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]},{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"2"}}],"count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,3]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in request.metrics.iter().filter(|metric| metric.data == Data::Histogram) {
        let mut points = request.points_of(metric).filter(|point| !point.counts().is_empty());
        let Some(first) = points.next() else { continue };
        if let Some(other) = points.find(|point| point.bounds() != first.bounds()) {
            sink.tell(
                other.field("explicit_bounds", None),
                format!("two points of `{}` have different bounds", metric.name),
            );
        }
    }
}
