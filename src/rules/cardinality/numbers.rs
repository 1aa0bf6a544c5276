use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Character, Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

/// So many numbers are measured, not chosen.
const MANY: usize = 10;

/// Labels whose numbers name things, by their last word.
const NAMED_BY_NUMBER: &[&str] = &[
    "le",
    "quantile",
    "code",
    "status",
    "cpu",
    "core",
    "port",
    "shard",
    "partition",
    "node",
    "numa",
    "major",
    "minor",
    "id",
    "pid",
    "worker",
    "thread",
    "queue",
    "slot",
    "channel",
    "vector",
    "irq",
    "vlan",
    "version",
    "index",
    "year",
    "device",
    "disk",
    "socket",
    "level",
    "number",
    "num",
    "rank",
    "bucket",
    "generation",
    "zone",
    "lane",
    "line",
];

rule! {
    /// A number that is measured is a value, not a label.
    ///
    /// As a label it cannot be added, averaged or drawn, and each new number is a new series. Numbers that name things, as those of processors or ports, are let pass by the names of their labels.
    "cardinality/numbers": Advice, Info, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Use labels";
    help "make the number the value of the metric";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{celsius="23.10"} 1
shop_orders_total{celsius="24.35"} 1
shop_orders_total{celsius="25.60"} 1
shop_orders_total{celsius="26.85"} 1
shop_orders_total{celsius="28.10"} 1
shop_orders_total{celsius="29.35"} 1
shop_orders_total{celsius="30.60"} 1
shop_orders_total{celsius="31.85"} 1
shop_orders_total{celsius="33.10"} 1
shop_orders_total{celsius="34.35"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{celsius="23.10"} 1
shop_orders_total{celsius="24.35"} 1
shop_orders_total{celsius="25.60"} 1
shop_orders_total{celsius="26.85"} 1
shop_orders_total{celsius="28.10"} 1
shop_orders_total{celsius="29.35"} 1
shop_orders_total{celsius="30.60"} 1
shop_orders_total{celsius="31.85"} 1
shop_orders_total{celsius="33.10"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn is_number(text: &str) -> bool {
    // Words such as `nan` and `inf` are numbers to Rust as well.
    text.bytes().all(|byte| byte.is_ascii_digit() || b".-+eE".contains(&byte)) && text.parse::<f64>().is_ok()
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|_| !metric.is_info()) {
        let last = words(&column.key).next_back().unwrap_or_default();
        if column.has(Character::Digit)
            && column.count(MANY, is_number) == MANY
            && !is_one_of(last, NAMED_BY_NUMBER)
        {
            let example = column.find(is_number).unwrap_or_default();
            let message = format!(
                "`{}` of `{}` has numbers, such as `{example}`: {}",
                column.key,
                metric.name,
                column.amount()
            );
            sink.tell(metric.place(), message);
        }
    }
}
