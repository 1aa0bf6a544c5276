use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Role, TextFamily, Worlds};

rule! {
    /// `_count` is what the bucket up to `+Inf` counts.
    ///
    /// Rates of one and quantiles of the other then speak of different requests. Reading the parts of a histogram without a lock is the usual source.
    "histogram/count-differs-from-infinity": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write the same number for both, taken at one moment";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 3
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 7 sample_sum: 5 bucket { cumulative_count: 5 upper_bound: inf } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 7 sample_sum: 5 bucket { cumulative_count: 5 upper_bound: 1 } } } }
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
    check Check::Family(Worlds::PROTOBUF, in_model);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(family.kind, Kind::Histogram | Kind::GaugeHistogram) {
        return;
    }
    for instance in family.instances() {
        let mut buckets = family.of_role(instance, Role::Bucket);
        let infinity = buckets.find(|bucket| bucket.bound("le") == Some(f64::INFINITY));
        let count = family.of_role(instance, Role::Count).next();
        let (Some(infinity), Some(count)) = (infinity, count) else { continue };
        if let (Some(all), Some(counted)) = (infinity.value(), count.value())
            && all != counted
        {
            let place = Place::line(count.sample.line()).of(&*family.name).series(count.identity());
            sink.tell(place, format!("`{}` is {counted}, and the bucket up to +Inf counts {all}", count.sample.name()));
        }
    }
}

fn in_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for histogram in series.points().filter_map(crate::model::Point::histogram) {
            let Some(at) = histogram.bounds().iter().position(|&bound| bound == f64::INFINITY) else { continue };
            let (Some(all), Some(counted)) = (histogram.counts().get(at), histogram.count()) else { continue };
            if all.as_f64() != counted.as_f64() {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the count is {counted}, and the bucket up to +Inf counts {all}"));
            }
        }
    }
}
