use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// A gauge that ends in `_ratio` lies between 0 and 1.
    ///
    /// Above that it is mostly a percentage under another name, and every axis that scales ratios shows it a hundred times too large. A ratio of two things of which the upper may be larger is fine.
    "unit/ratio-above-one": Advice, Info, DataWrong;
    cites PROMETHEUS_NAMING, "Base units";
    help "divide by 100 if it is a percentage";
    bad "prometheus-text" r#"
# HELP shop_stock_ratio Share.
# TYPE shop_stock_ratio gauge
shop_stock_ratio 42
"#;
    good "prometheus-text" r#"
# HELP shop_stock_ratio Share.
# TYPE shop_stock_ratio gauge
shop_stock_ratio 1
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if metric.kind != Kind::Gauge || !name.ends_with("_ratio") {
        return;
    }
    if let Some((value, place)) = metric.find_value(|value| value > 1.0) {
        sink.tell(place, format!("`{name}` is {value}, more than the whole"));
    }
}
