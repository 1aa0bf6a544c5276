use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The scale of an exponential histogram is no more than 8.
    ///
    /// Prometheus has no finer schema, so neighbours are merged. The default of SDKs is 20.
    "translation/scale-reduced": Must, Info, Costs;
    cites COMPATIBILITY, "Exponential Histograms";
    help "set the largest scale to 8 where the finer buckets are for nobody";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.02,"scale":20,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.02,"scale":8,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        let scales = series.points().filter_map(|point| Some(point.histogram()?.exponential()?.scale()));
        if let Some(scale) = scales.max().filter(|scale| *scale > 8) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("buckets of the scale {scale} are merged down to 8"));
            return;
        }
    }
}
