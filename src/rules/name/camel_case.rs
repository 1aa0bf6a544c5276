use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::is_camel_case;

rule! {
    /// Names are written in snake_case.
    ///
    /// Nobody remembers where the capitals are, and a query with the wrong ones finds nothing. Names that are somebody else's, as those of the kernel in `node_memory_MemFree_bytes`, are better passed on as they are.
    "name/camel-case": Advice, Info, Style;
    cites PROMETHEUS_EXPORTERS, "Naming";
    help "write words in lower case with `_` between them";
    bad "prometheus-text" r#"
# HELP shop_openOrders Orders.
# TYPE shop_openOrders gauge
shop_openOrders 3
"#;
    good "prometheus-text" r#"
# HELP shop_open_orders Orders.
# TYPE shop_open_orders gauge
shop_open_orders 3
# HELP shop_memory_RSS_bytes Memory.
# TYPE shop_memory_RSS_bytes gauge
shop_memory_RSS_bytes 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if is_camel_case(name) {
        sink.tell(metric.place(), format!("`{name}` is written in camelCase"));
    }
}
