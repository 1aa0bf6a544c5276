use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Where nothing was observed the sum is zero.
    ///
    /// A count of zero beside a sum is one of two fields that was forgotten or reset alone. Averages divide by it.
    "distribution/sum-of-nothing": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, sum";
    help "reset count and sum together";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":3}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","sum":3}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":3}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":0}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let data = &[Data::Histogram, Data::Exponential, Data::Summary];
    for (point, seen) in view.request().points_with(data).filter(|(_, seen)| seen.count == 0) {
        if let Some(sum) = seen.sum.filter(|&sum| sum != 0.0) {
            sink.tell(
                point.field("sum", None),
                format!("`{}` counts nothing, and its sum is {sum}", point.metric.name),
            );
        }
    }
}
