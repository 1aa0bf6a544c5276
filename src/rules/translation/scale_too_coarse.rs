use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The scale of an exponential histogram is no less than -4.
    ///
    /// Prometheus has no coarser schema. The receiver refuses the whole request for one such point.
    "translation/scale-too-coarse": Must, Error, DataLost;
    cites COMPATIBILITY, "Exponential Histograms";
    help "give the aggregation more buckets";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":-5,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        let scales = series.points().filter_map(|point| Some(point.histogram()?.exponential()?.scale()));
        if let Some(scale) = scales.min().filter(|scale| *scale < -4) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("the scale {scale} is coarser than any schema of Prometheus"));
            return;
        }
    }
}
