use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// So many of them are not a few accounts of operators.
const MANY: usize = 10;

/// Labels that name persons and their sessions.
const KEYS: &[&str] = &[
    "user",
    "user_id",
    "userid",
    "user_name",
    "username",
    "enduser_id",
    "session_id",
    "session",
    "customer_id",
    "customerid",
    "account_id",
    "client_ip",
    "email",
];

rule! {
    /// No label tells one user from another.
    ///
    /// Their number has no limit, and metrics are no place for what belongs to a person.
    "cardinality/user-identifiers": Advice, Warning, Costs;
    cites PROMETHEUS_NAMING, "Labels";
    help "take the label away, or put users into a few groups";
    yields to "cardinality/unique-identifiers";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{user_id="u0k"} 1
shop_orders_total{user_id="u1k"} 1
shop_orders_total{user_id="u2k"} 1
shop_orders_total{user_id="u3k"} 1
shop_orders_total{user_id="u4k"} 1
shop_orders_total{user_id="u5k"} 1
shop_orders_total{user_id="u6k"} 1
shop_orders_total{user_id="u7k"} 1
shop_orders_total{user_id="u8k"} 1
shop_orders_total{user_id="u9k"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{user_id="u0k"} 1
shop_orders_total{user_id="u1k"} 1
shop_orders_total{user_id="u2k"} 1
shop_orders_total{user_id="u3k"} 1
shop_orders_total{user_id="u4k"} 1
shop_orders_total{user_id="u5k"} 1
shop_orders_total{user_id="u6k"} 1
shop_orders_total{user_id="u7k"} 1
shop_orders_total{user_id="u8k"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|_| !metric.is_info()) {
        let is_key =
            |known: &&str| column.key.len() == known.len() && column.key.replace('.', "_") == **known;
        if column.values.len() >= MANY && KEYS.iter().any(is_key) {
            let message = format!("`{}` of `{}` has {}", column.key, metric.name, column.amount());
            sink.tell(metric.place(), message);
        }
    }
}
