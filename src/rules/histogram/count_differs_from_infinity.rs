use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, TextFamily, Worlds};

rule! {
    /// The count of a histogram is what its bucket up to `+Inf` counts.
    ///
    /// Rates of one and quantiles of the other then speak of different requests. Reading the parts of a histogram without a lock is the usual source.
    "histogram/count-differs-from-infinity": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write the same number for both, taken at one moment";
    yields to "histogram/count-impossible";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 3
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 3
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_gcount 3
wait_seconds_gsum 3.5
# EOF
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
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_count 2
wait_seconds_sum 3.5
wait_seconds_bucket{le="0.5"} 1.0
wait_seconds_bucket{le="+Inf"} 2.0
# EOF
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
    check Check::Family(Worlds::PROTOBUF, in_model);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for all in family.distributions() {
        let (Some(infinity), Some(count)) = (all.infinity(), all.count) else { continue };
        let count = family.member(count);
        // What is no number at all is told of by itself.
        if let Some(counted) = count.value().filter(|&counted| (counted - infinity.count).abs() > 0.0) {
            let message = format!(
                "`{}` is {counted}, and the bucket up to +Inf counts {}",
                count.sample.name(),
                infinity.count
            );
            sink.tell(family.place(count), message);
        }
    }
}

fn in_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for histogram in series.points().filter_map(crate::model::Point::histogram) {
            let Some(at) = histogram.bounds().iter().position(|&bound| bound == f64::INFINITY) else {
                continue;
            };
            let (Some(all), Some(counted)) = (histogram.counts().get(at), histogram.count()) else {
                continue;
            };
            if all.as_f64() != counted.as_f64() {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the count is {counted}, and the bucket up to +Inf counts {all}"));
            }
        }
    }
}
