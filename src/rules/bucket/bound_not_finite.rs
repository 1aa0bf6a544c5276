use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The bounds between buckets are finite numbers.
    ///
    /// The last bucket reaches to infinity anyway. With an infinite bound another one lies behind it that can hold nothing, and a translation to Prometheus writes `le="+Inf"` twice.
    "bucket/bound-not-finite": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, explicit_bounds";
    help "leave the infinite bound out";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","2","0"],"explicitBounds":[1,"Infinity"]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","2","0"],"explicitBounds":[1,"NaN"]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Histogram]) {
        if let Some(at) = point.bounds().iter().position(|bound| !bound.is_finite()) {
            let message = format!("a bound of `{}` is {}", point.metric.name, point.bounds()[at]);
            sink.tell(point.field("explicit_bounds", Some(at)), message);
        }
    }
}
