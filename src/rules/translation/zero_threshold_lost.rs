use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Shown, Worlds};

rule! {
    /// The width of the zero bucket is carried over.
    ///
    /// Prometheus' receiver writes 1e-128 whatever was sent, so that observations that were counted as zero look nearer to it than they were.
    "translation/zero-threshold-lost": Interop, Info, DataWrong;
    cites PROMETHEUS_OTLP, "exponential histograms";
    help "expect observations near zero in the zero bucket only as far as 1e-128";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]},"zeroThreshold":0.001}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        let widths =
            series.points().filter_map(|point| Some(point.histogram()?.exponential()?.zero_threshold()));
        if let Some(width) = widths.into_iter().find(|width| *width != 0.0) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("the zero bucket up to {} is stored as one up to 1e-128", Shown(width)));
            return;
        }
    }
}
