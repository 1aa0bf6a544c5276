use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The bounds between buckets rise, each above the one before.
    ///
    /// Otherwise buckets lie in each other or hold nothing by their nature, and quantiles that are computed from them are wrong.
    "bucket/bounds-unordered": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, explicit_bounds";
    help "sort the bounds, and leave out those that stand twice";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[2,1]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","0","2"],"explicitBounds":[1,1]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","bucketCounts":["1","1","1"],"explicitBounds":[-1,0]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Histogram]) {
        let bounds = point.bounds();
        if let Some(at) = bounds.windows(2).position(|pair| pair[0] >= pair[1]) {
            let message =
                format!("after the bound {} comes {} in `{}`", bounds[at], bounds[at + 1], point.metric.name);
            sink.tell(point.field("explicit_bounds", Some(at + 1)), message);
        }
    }
}
