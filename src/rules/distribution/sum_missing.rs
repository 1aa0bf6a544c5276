use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A histogram of what cannot be negative has a sum.
    ///
    /// Without it there is no average, and Prometheus takes the sum for zero. It is left out on purpose only where negative values are possible.
    "distribution/sum-missing": Should, Info, DataLost;
    cites OTLP, "metrics.proto, sum";
    help "set `sum`";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","min":0.5,"max":3,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","min":-1,"max":3,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms().filter(|(_, seen)| seen.count > 0 && seen.sum.is_none())
    {
        if seen.min.is_some_and(|min| min >= 0.0) {
            let message = format!("`{}` has a least value and no sum", point.metric.name);
            sink.tell(point.field("sum", None), message);
        }
    }
}
