use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The zero count and the counts of all exponential buckets add up to the count.
    ///
    /// Prometheus finds out when it stores the point, and rolls back the whole request with it.
    "exponential/total-differs": Must, Error, DataLost;
    cites OTLP, "metrics.proto, ExponentialHistogramDataPoint";
    help "count each observation in one bucket and once in `count`";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"9","scale":0,"sum":4,"zeroCount":"1","positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"5","scale":0,"sum":4,"zeroCount":"1","positive":{"offset":0,"bucketCounts":["2"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","scale":0,"sum":4,"zeroCount":"1","positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"4","scale":0,"min":-2,"max":4,"positive":{"offset":0,"bucketCounts":["1","1"]},"negative":{"offset":-1,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","scale":20,"sum":0}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().points_with(&[Data::Exponential]) {
        let buckets = point.positive().1.iter().chain(point.negative().1);
        let all = buckets.map(|&count| u128::from(count)).sum::<u128>() + u128::from(seen.zero_count);
        if all != u128::from(seen.count) {
            let message = format!("`{}` counts {}, and its buckets {all}", point.metric.name, seen.count);
            sink.tell(point.field("count", None), message);
        }
    }
}
