use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// An exponential histogram has at most 160 buckets on each side of zero.
    ///
    /// That is the default of the SDKs: when more are needed they halve the resolution instead. Each bucket is stored with each point.
    "exponential/too-many-buckets": Should, Info, Costs;
    cites OTEL_SDK, "Base2 exponential bucket histogram aggregation";
    help "lower the greatest size in the view";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"161","scale":6,"positive":{"offset":0,"bucketCounts":["1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"160","scale":6,"positive":{"offset":0,"bucketCounts":["1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Exponential]) {
        for (field, (_, counts)) in [("positive", point.positive()), ("negative", point.negative())] {
            if counts.len() > 160 {
                let message = format!("`{}` has {} buckets on one side", point.metric.name, counts.len());
                sink.tell(point.field(field, None), message);
            }
        }
    }
}
