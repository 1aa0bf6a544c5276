use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The first and the last exponential bucket that are written count something.
    ///
    /// Buckets are written one after the other from the offset on; empty ones at the ends are bytes for nothing.
    "exponential/padded": Advice, Info, Costs;
    cites OTEL_DATA_MODEL, "Exponential buckets";
    help "begin at the first bucket that counts something, and end at the last";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"5","scale":0,"sum":30,"positive":{"offset":0,"bucketCounts":["0","0","5"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"5","scale":0,"sum":30,"positive":{"offset":2,"bucketCounts":["5"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"5","scale":0,"sum":30,"positive":{"offset":2,"bucketCounts":["5"]},"negative":{"offset":0,"bucketCounts":["0"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Exponential]) {
        for (field, (_, counts)) in [("positive", point.positive()), ("negative", point.negative())] {
            if counts.len() > 1 && (counts.first() == Some(&0) || counts.last() == Some(&0)) {
                let message = format!("the buckets of `{}` begin or end with empty ones", point.metric.name);
                sink.tell(point.field(field, None), message);
            }
        }
    }
}
