use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The counts of the buckets add up to the count of the histogram.
    ///
    /// Prometheus takes the count for what lies below infinity, so that a difference turns into observations that nobody made. Aggregators read both under one lock: there is no excuse but a broken conversion.
    "bucket/total-differs": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, HistogramDataPoint count";
    help "count each observation in one bucket and once in `count`";
    yields to "bucket/bounds-unmatched";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"9","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"9","sum":4}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().points_with(&[Data::Histogram]) {
        let counts = point.counts();
        let all: u128 = counts.iter().map(|&count| u128::from(count)).sum();
        if !counts.is_empty() && all != u128::from(seen.count) {
            let message = format!("`{}` counts {}, and its buckets {all}", point.metric.name, seen.count);
            sink.tell(point.field("bucket_counts", None), message);
        }
    }
}
