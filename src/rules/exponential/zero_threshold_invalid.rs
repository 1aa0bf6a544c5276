use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The zero threshold is a finite number, not below zero.
    ///
    /// The zero bucket reaches from minus the threshold to the threshold; a negative one turns it inside out.
    "exponential/zero-threshold-invalid": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, zero_threshold";
    help "write the width of the zero bucket, or leave it out";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","scale":0,"sum":4,"zeroThreshold":-1,"zeroCount":"1","positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","scale":0,"sum":4,"zeroThreshold":"NaN","zeroCount":"1","positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","scale":0,"sum":4,"zeroThreshold":0.25,"zeroCount":"1","positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().points_with(&[Data::Exponential]) {
        let threshold = seen.zero_threshold;
        if !threshold.is_finite() || threshold < 0.0 {
            let message = format!("the zero threshold of `{}` is {threshold}", point.metric.name);
            sink.tell(point.field("zero_threshold", None), message);
        }
    }
}
