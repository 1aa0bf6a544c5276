use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};
use std::cmp::Ordering;

rule! {
    /// The buckets of a classic histogram ascend by their upper bounds.
    ///
    /// Prometheus stores them in any order, with bounds that repeat and with NaN for a bound, and `histogram_quantile` then answers with something. A bucket up to infinity may be left out here: it is what the count says.
    "protobuf/bounds-not-ascending": Must, Error, DataWrong;
    cites PROMETHEUS_PROTOBUF, "Histogram.bucket";
    help "sort the bounds, write each once, and none that is NaN";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 5 bucket { cumulative_count: 5 upper_bound: 10 } bucket { cumulative_count: 2 upper_bound: 1 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 5 bucket { cumulative_count: 2 upper_bound: 1 } bucket { cumulative_count: 2 upper_bound: 1 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 5 bucket { cumulative_count: 2 upper_bound: nan } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 5 bucket { cumulative_count: 2 upper_bound: 1 } bucket { cumulative_count: 5 upper_bound: 10 } } } }
"#;
    check Check::Family(Worlds::PROTOBUF, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for histogram in series.points().filter_map(crate::model::Point::histogram) {
            let bounds = histogram.bounds();
            let pair = bounds.windows(2).find(|pair| pair[0].partial_cmp(&pair[1]) != Some(Ordering::Less));
            let message = match (pair, bounds) {
                (Some(pair), _) => format!("the bound {} follows {}", pair[1], pair[0]),
                (None, [bound]) if bound.is_nan() => "the only bound is NaN".to_owned(),
                _ => continue,
            };
            sink.tell(Place::family(view.family.name()).series(series.labels()), message);
        }
    }
}
