use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// Every metric says in a sentence what it is.
    ///
    /// The person who reads it at night has not written it. Relays that put expositions together from JSON lose the help texts of others.
    "help/missing": Advice, Info, Style;
    cites PROMETHEUS_CLIENTS, "Metric description and help";
    help "give the metric a help text";
    yields to "metadata/orphaned-samples" "metadata/name-spelled-otherwise";
    bad "prometheus-text" r#"
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    bad "prometheus-text" r#"
# HELP shop_visits_total
# TYPE shop_visits_total counter
shop_visits_total 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if !metric.has_help() && !metric.is_federated() {
        sink.tell(metric.place(), format!("`{name}` has no help text"));
    }
}
