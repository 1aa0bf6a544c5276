use crate::model::{Family, Kind};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};
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
    check Check::Reading(Worlds::EXPOSITIONS, check);
}

fn check(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let is_created = |family: &Family<'_>| family.kind() == Kind::Gauge && family.name().ends_with("_created");
    if !view.reading.families().any(|family| is_created(&family)) {
        return;
    }
    let may_own = |kind| matches!(kind, Kind::Counter | Kind::Histogram | Kind::Summary | Kind::Unknown);
    let owners: FxHashSet<&str> = view
        .reading
        .families()
        .filter(|family| may_own(family.kind()))
        .map(|family| family.name().strip_suffix("_total").unwrap_or(family.name()))
        .collect();
    for family in view.reading.families().filter(is_created) {
        let name = family.name();
        if let Some(owner) = name.strip_suffix("_created").filter(|owner| !owners.contains(owner)) {
            let message = format!("no counter, histogram or summary `{owner}` is there that `{name}` tells of");
            sink.tell(Place::family(name), message);
        }
    }
}
