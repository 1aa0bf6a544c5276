use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// From here on somebody should have thought about it.
const WORTH_A_THOUGHT: usize = 100;

rule! {
    /// Most families have fewer than ten series, and few have more than a hundred.
    ///
    /// What grows with the number of users, orders or files belongs into a log or a database. Nobody is asked to mend a family of a hundred series, only to know it.
    "cardinality/family-large": Advice, Info, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Do not overuse labels";
    help "look whether the number of series has a limit";
    yields to "cardinality/family-huge";
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, amount) = (&*metric.name, metric.series_count());
    if amount > WORTH_A_THOUGHT {
        sink.tell(metric.place(), format!("`{name}` has {amount} series"));
    }
}
