use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Exponential buckets lie where doubles do.
    ///
    /// Indexes are integers of 32 bits, and a bucket whose bounds no double can say holds nothing that was observed. A scale and an offset that do not belong together look so.
    "exponential/index-out-of-range": Should, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Exponential buckets, producer expectations";
    help "write offset and scale of one moment";
    yields to "distribution/extremes-outside-buckets";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":20,"sum":4,"positive":{"offset":2147483647,"bucketCounts":["1","1"]}}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","scale":1,"positive":{"offset":3000,"bucketCounts":["1"]}}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":-2147483648,"sum":4,"positive":{"offset":-2147483648,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","scale":0,"positive":{"offset":1023,"bucketCounts":["1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","scale":0,"positive":{"offset":-1075,"bucketCounts":["1"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().points_with(&[Data::Exponential]) {
        for (field, (offset, counts)) in [("positive", point.positive()), ("negative", point.negative())] {
            let is_filled = |&count: &u64| count > 0;
            let Some(last) = counts.iter().rposition(is_filled) else { continue };
            let first = i64::from(offset) + counts.iter().position(is_filled).unwrap_or_default() as i64;
            let last = i64::from(offset) + last as i64;
            let furthest = 1075.0 * f64::from(seen.scale).exp2();
            let is_far = |index: i64| index as f64 > furthest || (index as f64) < -furthest - 1.0;
            if last > i64::from(i32::MAX) || is_far(first) || is_far(last) {
                let message =
                    format!("`{}` has buckets {first} to {last} at scale {}", point.metric.name, seen.scale);
                sink.tell(point.field(field, None), message);
            }
        }
    }
}
