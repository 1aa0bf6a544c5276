use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Metrics, Worlds};
use rustc_hash::FxHashSet;

rule! {
    /// A metric that ends in `_created` tells when a counter, histogram or summary began.
    ///
    /// Client libraries write such gauges beside each of them, and readers take the name for that. A gauge of that name that stands alone means something else.
    "name/created-without-owner": Advice, Info, Style;
    cites OPENMETRICS, "Suffixes";
    help "call a point in time `…_timestamp_seconds`";
    bad "prometheus-text" r#"
# HELP shop_order_created When the last order was made.
# TYPE shop_order_created gauge
shop_order_created 1700000000
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total 3
# HELP shop_orders_created Orders.
# TYPE shop_orders_created gauge
shop_orders_created 1700000000
"#;
    check Check::Metrics(Worlds::EXPOSITIONS, check);
}

fn check(metrics: &Metrics<'_>, sink: &mut Sink<'_>) {
    let is_created = |metric: &&Metric<'_>| metric.kind == Kind::Gauge && metric.name.ends_with("_created");
    if !metrics.all.iter().any(|metric| is_created(&metric)) {
        return;
    }
    let may_own = |kind| matches!(kind, Kind::Counter | Kind::Histogram | Kind::Summary | Kind::Unknown);
    let owners = metrics.all.iter().filter(|metric| may_own(metric.kind));
    let owners: FxHashSet<&str> =
        owners.map(|metric| metric.name.strip_suffix("_total").unwrap_or(&metric.name)).collect();
    for metric in metrics.all.iter().filter(is_created) {
        let name = &*metric.name;
        if let Some(owner) = name.strip_suffix("_created").filter(|owner| !owners.contains(owner)) {
            let message =
                format!("no counter, histogram or summary `{owner}` is there that `{name}` tells of");
            sink.tell(metric.place(), message);
        }
    }
}
