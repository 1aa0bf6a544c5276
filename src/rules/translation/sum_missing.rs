use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// A point of an exponential histogram says its sum.
    ///
    /// Native histograms cannot say that there is none. The specification drops the point; Prometheus' receiver stores the sum 0, and averages are 0.
    "translation/sum-missing": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Exponential Histograms";
    help "record the sum, or use explicit buckets";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":3.6,"scale":3,"zeroCount":"0","positive":{"offset":1,"bucketCounts":["1","2"]}}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        let mut exponential = series
            .points()
            .filter_map(crate::model::Point::histogram)
            .filter(|one| one.exponential().is_some());
        if exponential.any(|histogram| histogram.sum().is_none()) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("`{}` says no sum, and Prometheus stores 0", view.family.name()));
            return;
        }
    }
}
