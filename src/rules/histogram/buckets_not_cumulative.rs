use crate::model::Point;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, TextFamily, Worlds};

rule! {
    /// The buckets of a histogram are cumulative: each counts what the one below it does, and more.
    ///
    /// Prometheus stores them whatever they say, and `histogram_quantile` then answers with something. A server that converts classic histograms to native ones drops the histogram without a word.
    ///
    /// It comes from counting each observation in one bucket only, and from reading the buckets one after the other while others write.
    "histogram/buckets-not-cumulative": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "count in each bucket every observation that is not above its bound";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 5
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 5
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 5 bucket { cumulative_count: 5 upper_bound: 1 } bucket { cumulative_count: 2 upper_bound: 10 } } } }
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
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 2
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, in_text);
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), in_model);
}

fn in_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    // The buckets of a gauge histogram are cumulative over the bounds like any other's.
    for all in family.distributions() {
        let sorted;
        let buckets = if all.ascends {
            &all.buckets
        } else {
            sorted = all.sorted();
            &sorted
        };
        for pair in buckets.windows(2) {
            if pair[0].bound < pair[1].bound && pair[1].count < pair[0].count {
                let (lower, upper) = (pair[0], pair[1]);
                let message = format!(
                    "the bucket up to {} counts {}, the one up to {} below it {}",
                    upper.bound, upper.count, lower.bound, lower.count
                );
                sink.tell(family.place(family.member(upper.member)), message);
            }
        }
    }
}

fn in_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for histogram in series.points().filter_map(Point::histogram).filter(|one| one.is_cumulative()) {
            // Where the bounds do not ascend, that is what is wrong.
            let buckets: Vec<(f64, f64)> = histogram
                .bounds()
                .iter()
                .copied()
                .zip(histogram.counts().iter().map(|count| count.as_f64()))
                .collect();
            if let Some(pair) = buckets.windows(2).find(|pair| pair[0].0 < pair[1].0 && pair[1].1 < pair[0].1)
            {
                let [(lower, below), (bound, count)] = [pair[0], pair[1]];
                let message = format!(
                    "the bucket up to {bound} counts {count}, the one up to {lower} below it {below}"
                );
                sink.tell(Place::family(view.family.name()).series(series.labels()), message);
            }
        }
    }
}
