use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A histogram that observes negative values has no sum.
    ///
    /// Readers take the sum for something that only grows and ask for its rate; where it falls they see a restart.
    "distribution/sum-with-negatives": Should, Warning, DataWrong;
    cites OTEL_SDK, "Histogram aggregations";
    help "leave the sum out, or observe what cannot be negative";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":-1,"max":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":0,"bucketCounts":["1","1","1"],"explicitBounds":[-1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["0","2","1"],"explicitBounds":[-1,2]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().histograms().filter(|(_, seen)| seen.count > 0 && seen.sum.is_some()) {
        let seen = point.distribution();
        // The upper bound of a bucket says whether all in it is negative.
        let buckets = point.counts().iter().zip(point.bounds());
        let is_negative = seen.min.is_some_and(|min| min < 0.0 && min.is_finite())
            || buckets.into_iter().any(|(&count, &bound)| count > 0 && bound < 0.0)
            || point.negative().1.iter().any(|&count| count > 0);
        if is_negative {
            let message = format!("`{}` has negative observations and a sum", point.metric.name);
            sink.tell(point.field("sum", None), message);
        }
    }
}
