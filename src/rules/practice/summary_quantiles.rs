use crate::model::{Kind, Point};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Shape, TextFamily, Worlds};

rule! {
    /// Quantiles are computed from histograms, by the one who asks.
    ///
    /// The 99th percentiles of two instances cannot be put together to one, and the quantile and window that somebody wants tomorrow have to be chosen today. Summaries without quantiles are fine: their sum and count add up. The pauses of Go's collector, which every program of Go has, are no choice of its author.
    "practice/summary-quantiles": Advice, Info, Costs;
    cites PROMETHEUS_HISTOGRAMS, "Quantiles";
    help "use a histogram, unless exact quantiles of one instance are what is wanted";
    bad "prometheus-text" r#"
# HELP shop_wait_seconds Time until somebody answers.
# TYPE shop_wait_seconds summary
shop_wait_seconds{quantile="0.99"} 1
shop_wait_seconds_sum 3.5
shop_wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.
# TYPE go_gc_duration_seconds summary
go_gc_duration_seconds{quantile="0"} 1.5e-05
go_gc_duration_seconds{quantile="1"} 0.000125
go_gc_duration_seconds_sum 0.5
go_gc_duration_seconds_count 40
"#;
    good "prometheus-text" r#"
# HELP shop_wait_seconds Time until somebody answers.
# TYPE shop_wait_seconds summary
shop_wait_seconds_sum 3.5
shop_wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check_text);
    check Check::Family(Worlds::PROTOBUF, check_model);
}

/// What Go's client library exposes by itself, of a runtime that knows these quantiles and no more.
const OF_GO: &str = "go_gc_duration_seconds";

fn check_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let has_quantile = |shape: &&Shape<'_>| shape.labels.iter().any(|label| label == "quantile");
    if family.kind != Kind::Summary || family.name == OF_GO {
        return;
    }
    if let Some(shape) = family.shapes.iter().find(has_quantile) {
        let message = format!("`{}` has quantiles, which no query can put together", family.name);
        sink.tell(family.place(&family.members[shape.first as usize]), message);
    }
}

fn check_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    if family.kind() != Kind::Summary || family.name() == OF_GO {
        return;
    }
    let mut summaries = family.points().filter_map(Point::summary);
    if let Some(summary) = summaries.find(|summary| !summary.quantiles().is_empty()) {
        let amount = summary.quantiles().len();
        let message = format!("`{}` has {amount} quantiles, which no query can put together", family.name());
        sink.tell(Place::family(family.name()), message);
    }
}
