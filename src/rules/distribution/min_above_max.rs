use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// The least value is not above the greatest.
    ///
    /// `min` of infinity and `max` of minus infinity are what an SDK starts from: the Python SDK sends them where a view says that neither shall be recorded.
    "distribution/min-above-max": Advice, Error, DataWrong;
    cites OTLP, "metrics.proto, min and max";
    help "leave both out where they are not recorded";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":5,"max":3,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","sum":1,"min":"Infinity","max":"-Infinity"}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":0.5,"max":2.1,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms() {
        if let (Some(min), Some(max)) = (seen.min, seen.max)
            && min > max
        {
            let message = format!("the least value of `{}` is {min}, the greatest {max}", point.metric.name);
            sink.tell(point.field("min", None), message);
        }
    }
}
