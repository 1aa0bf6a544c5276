use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The scale of an exponential histogram is at most 20.
    ///
    /// Finer than that buckets are narrower than what floating-point logarithms can tell apart.
    "exponential/scale-too-fine": Should, Info, Costs;
    cites OTEL_SDK, "Base2 exponential bucket histogram aggregation";
    help "leave the greatest scale at its default";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","scale":21,"sum":1,"positive":{"offset":0,"bucketCounts":["1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","scale":20,"sum":1,"positive":{"offset":0,"bucketCounts":["1"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().points_with(&[Data::Exponential]) {
        if seen.scale > 20 {
            sink.tell(
                point.field("scale", None),
                format!("`{}` has the scale {}", point.metric.name, seen.scale),
            );
        }
    }
}
