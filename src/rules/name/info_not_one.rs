use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// A metric that ends in `_info` has the value 1.
    ///
    /// It is there for its labels: queries multiply with it to join them to other series, and any other value changes what they join.
    "name/info-not-one": Advice, Info, DataWrong;
    cites PROMETHEUS_NAMING, "Metric names";
    help "write 1, or give a number that counts something another name";
    bad "prometheus-text" r#"
# HELP shop_build_info What was built.
# TYPE shop_build_info gauge
shop_build_info{version="1.2"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_build_info What was built.
# TYPE shop_build_info gauge
shop_build_info{version="1.2"} 1
"#;
    check Check::Family(Worlds::EXPOSITIONS, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    if !family.name().ends_with("_info") || !matches!(family.kind(), Kind::Gauge | Kind::Unknown) {
        return;
    }
    for series in family.series() {
        let other = series.points().filter_map(|point| point.number()).find(|value| value.as_f64() != 1.0);
        if let Some(value) = other {
            let place = Place::family(family.name()).series(series.labels());
            sink.tell(place, format!("`{}` is {value}, and 1 is what an info says", family.name()));
        }
    }
}
