use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::is_camel_case;

rule! {
    /// Labels are written in snake_case.
    ///
    /// Nobody remembers where the capitals are, and a query with the wrong ones finds nothing.
    "label/camel-case": Advice, Info, Style;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "write words in lower case with `_` between them";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{customerTier="gold"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{customer_tier="gold"} 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    if let Some((label, place)) = metric.find_label(is_camel_case) {
        sink.tell(place, format!("the label `{label}` of `{}` is written in camelCase", metric.name));
    }
}
