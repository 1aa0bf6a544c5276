use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// The name of a counter ends in `_total`.
    ///
    /// Whoever sees the name in a query then knows that it wants `rate`. OpenMetrics writes the suffix by itself, so that a counter without it has two names, by the format that was asked for.
    "name/counter-without-total": Advice, Warning, Style;
    cites PROMETHEUS_NAMING, "Metric names";
    help "end the name in `_total`, or make it a gauge if it can fall";
    bad "prometheus-text" r#"
# HELP shop_orders Orders.
# TYPE shop_orders counter
shop_orders{tier="gold"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
# HELP shop_visits Visits.
# TYPE shop_visits untyped
shop_visits 3
"#;
    check Check::Metric(Worlds::TEXT.and(Worlds::PROTOBUF), check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if metric.kind == Kind::Counter && !name.ends_with("_total") {
        sink.tell(metric.place(), format!("the counter `{name}` has no `_total` at its end"));
    }
}
