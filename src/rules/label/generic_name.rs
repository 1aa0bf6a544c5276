use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// Labels that say next to nothing, and those by which operators tell targets apart.
const GENERIC: &[&str] = &[
    "type",
    "region",
    "zone",
    "cluster",
    "availability_zone",
    "az",
    "datacenter",
    "dc",
    "owner",
    "customer",
    "stage",
    "service",
    "team",
    "environment",
    "env",
];

rule! {
    /// Labels say what they tell apart, and leave the names of places and teams to those who operate.
    ///
    /// `type` says nothing without the name of the metric. `env`, `region` or `team` are put on by the one who scrapes, and then stand beside the service's own as `exported_env`. Many exporters do have them.
    "label/generic-name": Advice, Info, Style;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "name what the label tells apart, or leave it to the one who scrapes";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{env="prod"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{order_type="gift"} 3
# HELP shop_build_info What was built.
# TYPE shop_build_info gauge
shop_build_info{env="prod"} 1
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    if metric.kind == Kind::StateSet || metric.is_info() || metric.is_federated() {
        return;
    }
    if let Some((label, place)) = metric.find_label(|label| GENERIC.contains(&label)) {
        sink.tell(place, format!("the label `{label}` of `{}` is a name for anything", metric.name));
    }
}
