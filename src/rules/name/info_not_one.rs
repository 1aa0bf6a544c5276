use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

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
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if !name.ends_with("_info") || !matches!(metric.kind, Kind::Gauge | Kind::Unknown) {
        return;
    }
    if let Some((value, place)) = metric.find_value(|value| value != 1.0) {
        sink.tell(place, format!("`{name}` is {value}, and 1 is what an info says"));
    }
}
