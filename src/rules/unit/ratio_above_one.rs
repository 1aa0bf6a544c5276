use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

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
    check Check::Family(Worlds::EXPOSITIONS, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    if family.kind() != Kind::Gauge || !family.name().ends_with("_ratio") {
        return;
    }
    for series in family.series() {
        let large = series.points().filter_map(|point| point.number()).find(|value| value.as_f64() > 1.0);
        if let Some(value) = large {
            let place = Place::family(family.name()).series(series.labels());
            sink.tell(place, format!("`{}` is {value}, more than the whole", family.name()));
        }
    }
}
