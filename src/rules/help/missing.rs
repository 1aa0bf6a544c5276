use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, World, Worlds};

rule! {
    /// Every metric says in a sentence what it is.
    ///
    /// The person who reads it at night has not written it. Relays that put expositions together from JSON lose the help texts of others. What is pushed over OTLP has a
    /// description instead, of which `metric/description-missing` tells.
    "help/missing": Advice, Info, Style;
    cites PROMETHEUS_CLIENTS, "Metric description and help";
    help "give the metric a help text";
    yields to "metadata/orphaned-samples" "metadata/name-spelled-otherwise" "metadata/type-misspelled";
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
    good "openmetrics-text" r"
# HELP go_memstats_alloc_bytes Number of bytes allocated in heap and currently in use.
# TYPE go_memstats_alloc_bytes gauge
go_memstats_alloc_bytes 3.0
# HELP go_memstats_alloc_bytes Total number of bytes allocated in heap until now.
# TYPE go_memstats_alloc_bytes counter
go_memstats_alloc_bytes_total 5.0
# HELP shop_visits Visits.
# TYPE shop_visits unknown
shop_visits 2.0
shop_visits_created 1.7e+09
# EOF
";
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    // Written by Go's client library below a family that is described.
    let is_part = matches!(metric.world, World::OpenMetrics | World::OpenMetrics2)
        && metric.kind == Kind::Unknown
        && (name == "go_memstats_alloc_bytes_total" || name.ends_with("_created"));
    if !is_part && !metric.has_help() && !metric.is_federated() {
        sink.tell(metric.place(), format!("`{name}` has no help text"));
    }
}
