use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, SentMetric};

rule! {
    /// Durations in seconds have bounds made for seconds.
    ///
    /// The default bounds of the SDKs, 0, 5, 10 … 10000, suit milliseconds. In seconds nearly every request falls into the first bucket with a limit, and every quantile is the same guess between 0 and 5.
    "bucket/default-bounds-for-seconds": Advice, Info, DataWrong;
    cites OTEL_SDK, "Explicit bucket histogram aggregation";
    help "give the bounds with the instrument as advice, or in a view";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["0","3","0","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0,5,10,25,50,75,100,250,500,750,1000,2500,5000,7500,10000]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"ms","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["0","3","0","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0,5,10,25,50,75,100,250,500,750,1000,2500,5000,7500,10000]}]}}
"#;
    check Check::Export(check);
}

/// What SDKs use where nobody says anything.
const DEFAULT: &[f64] =
    &[0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0, 7500.0, 10000.0];

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let in_seconds = |metric: &&SentMetric<'_>| {
        metric.data == Data::Histogram
            && (metric.unit == "s" || metric.unit.is_empty() && metric.name.ends_with(".duration"))
    };
    for metric in request.metrics.iter().filter(in_seconds) {
        if let Some(point) = request.points_of(metric).find(|point| point.bounds() == DEFAULT) {
            let message =
                format!("`{}` is in seconds and has the default bounds, made for milliseconds", metric.name);
            sink.tell(point.field("explicit_bounds", None), message);
        }
    }
}
