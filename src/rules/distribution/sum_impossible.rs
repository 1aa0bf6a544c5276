use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Shown};

rule! {
    /// The sum lies between count times the least and count times the greatest value.
    ///
    /// Where it does not, one of the four numbers is of another interval than the rest, or was lost on the way.
    "distribution/sum-impossible": Advice, Error, DataWrong;
    cites OTLP, "metrics.proto, sum, min and max";
    help "take all four numbers at one moment";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","sum":40,"min":1,"max":3}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","sum":1,"min":1,"max":3,"positive":{"offset":-1,"bucketCounts":["1","0","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","sum":4,"min":1,"max":3}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms().filter(|(_, seen)| seen.count > 0) {
        let Some(sum) = seen.sum.filter(|sum| sum.is_finite()) else { continue };
        let count = seen.count as f64;
        let greatest = seen.min.unwrap_or_default().abs().max(seen.max.unwrap_or_default().abs());
        // Sums of many doubles are not exact.
        let slack = 1e-6 * (count * greatest).max(sum.abs());
        let ordered = seen.min.zip(seen.max).is_none_or(|(min, max)| min <= max);
        let message = match (seen.min, seen.max) {
            (Some(min), _) if ordered && min.is_finite() && sum < count * min - slack => {
                format!(
                    "the sum of `{}` is {}, and {count} values from {} on are more",
                    point.metric.name,
                    Shown(sum),
                    Shown(min)
                )
            }
            (_, Some(max)) if ordered && max.is_finite() && sum > count * max + slack => {
                format!(
                    "the sum of `{}` is {}, and {count} values up to {} are less",
                    point.metric.name,
                    Shown(sum),
                    Shown(max)
                )
            }
            _ => continue,
        };
        sink.tell(point.field("sum", None), message);
    }
}
