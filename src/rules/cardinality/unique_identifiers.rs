use super::{grown, is_identifier};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{CaptureView, Character, Metric, Worlds};

/// So many identifiers in one look are no accident.
const MANY: usize = 10;
/// So many, where new ones come.
const GROWING: usize = 3;

rule! {
    /// Values of labels are no identifiers of single things.
    ///
    /// A request, an order or a session makes series that get one sample and are never seen again, yet are kept as long as all others. Identifiers of things that stay, as those of disks, come in small numbers and are let pass; so are those of info metrics.
    "cardinality/unique-identifiers": Advice, Warning, Costs;
    cites PROMETHEUS_NAMING, "Labels";
    help "keep the identifier in an exemplar, a log or a trace";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000000000"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000001eef"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000003dde"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000005ccd"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000007bbc"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000009aab"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000b99a"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000d889"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000f778"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000011667"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000000000"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000001eef"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000003dde"} 1
---
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000000000"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000001eef"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000003dde"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000005ccd"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000000000"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000001eef"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000003dde"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000005ccd"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000007bbc"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d0000009aab"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000b99a"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000d889"} 1
shop_orders_total{order="6b2f9c1e-0a3d-4c57-9e1b-7d000000f778"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
    check Check::Capture(check_growth);
}

fn is_meant(metric: &Metric<'_>, key: &str) -> bool {
    !metric.is_info() && !key.starts_with("otel_scope_") && !matches!(key, "le" | "quantile")
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns() {
        if is_meant(metric, &column.key)
            && column.has(Character::Digit)
            && column.count(MANY, is_identifier) == MANY
        {
            let example = column.find(is_identifier).unwrap_or_default();
            let message =
                format!("`{}` of `{}` has {}, such as `{example}`", column.key, metric.name, column.amount());
            sink.tell(metric.place(), message);
        }
    }
}

fn check_growth(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    for grown in grown(view, is_meant, is_identifier) {
        if (GROWING..MANY).contains(&grown.values) {
            let message = format!(
                "`{}` of `{}` has {} values, such as `{}`, and new ones come from look to look",
                grown.key, grown.family, grown.values, grown.example
            );
            sink.tell(Place::family(grown.family), message);
        }
    }
}
