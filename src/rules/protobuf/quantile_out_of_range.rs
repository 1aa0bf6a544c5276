use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The quantiles of a summary lie between 0 and 1.
    ///
    /// A percentile of 99 is the quantile 0.99. Prometheus stores whatever it is told, and a dashboard that asks for `quantile="0.99"` stays empty.
    "protobuf/quantile-out-of-range": Must, Error, DataWrong;
    cites PROMETHEUS_PROTOBUF, "Summary";
    help "divide percentiles by 100";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 2 metric { summary { sample_count: 5 sample_sum: 5 quantile { quantile: 99 value: 1.5 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 2 metric { summary { sample_count: 5 sample_sum: 5 quantile { quantile: nan value: 1.5 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 2 metric { summary { sample_count: 0 sample_sum: 0 quantile { quantile: 0.99 value: nan } quantile { quantile: 1 value: nan } } } }
"#;
    check Check::Family(Worlds::PROTOBUF, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for series in view.family.series() {
        for summary in series.points().filter_map(crate::model::Point::summary) {
            for one in summary.quantiles().iter().filter(|one| !(0.0..=1.0).contains(&one.quantile)) {
                let place = Place::family(view.family.name()).series(series.labels());
                sink.tell(place, format!("the quantile {} does not lie between 0 and 1", one.quantile));
            }
        }
    }
}
