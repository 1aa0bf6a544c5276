use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// Only the names of counters end in `_total`.
    ///
    /// A gauge that is called so is put into `rate` by whoever trusts its name, and the answer is nonsense each time it falls. Metrics without a type are let pass.
    "name/total-on-other-type": Advice, Warning, DataWrong;
    cites PROMETHEUS_NAMING, "Metric names";
    help "make it a counter, or take `_total` off the name";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total gauge
shop_orders_total{tier="gold"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total untyped
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, kind) = (&*metric.name, metric.kind);
    if name.ends_with("_total") && !matches!(kind, Kind::Counter | Kind::Unknown) {
        sink.tell(metric.place(), format!("`{name}` ends in `_total` and is a {kind}"));
    }
}
