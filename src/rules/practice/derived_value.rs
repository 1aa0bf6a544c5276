use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

/// Words for what is computed from other numbers.
const DERIVED: &[&str] = &[
    "rate", "avg", "average", "mean", "median", "p50", "p75", "p90", "p95", "p99", "p999", "stddev", "stdev",
    "1m", "5m", "15m", "1min", "5min", "15min",
];

rule! {
    /// A service exposes what it counts, and leaves rates and averages to queries.
    ///
    /// A rate over five minutes cannot be turned into one over an hour, nor averages of two instances into one; both can be had from counters. Rates that are facts, as that of a sensor or a network card, are let pass, and
    /// so is the load average, which the kernel computes.
    "practice/derived-value": Advice, Info, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Drop less useful statistics";
    help "expose the counters from which it is computed";
    bad "prometheus-text" r#"
# HELP shop_orders_rate_5m Orders.
# TYPE shop_orders_rate_5m gauge
shop_orders_rate_5m 3
"#;
    bad "prometheus-text" r#"
# HELP shop_orders_per_second Orders.
# TYPE shop_orders_per_second gauge
shop_orders_per_second 3
"#;
    good "prometheus-text" r#"
# HELP shop_sample_rate_hertz Samples.
# TYPE shop_sample_rate_hertz gauge
shop_sample_rate_hertz 3
# HELP node_load5 5m load average.
# TYPE node_load5 gauge
node_load5 3
# HELP system_load_average_15m What the kernel says.
# TYPE system_load_average_15m gauge
system_load_average_15m 3
# HELP shop_link_bytes_per_second What the card can do.
# TYPE shop_link_bytes_per_second gauge
shop_link_bytes_per_second 3
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if metric.kind != Kind::Gauge {
        return;
    }
    // The load average of the machine has no counter behind it.
    if words(name).any(|word| word == "load") {
        return;
    }
    let is_fact = |word: &str| {
        is_one_of(
            word,
            &[
                "sample", "sampling", "bit", "baud", "frame", "refresh", "exchange", "interest", "bits",
                "bytes",
            ],
        )
    };
    let mut before = "";
    for word in words(name) {
        let is_rate = is_one_of(word, DERIVED) && !is_fact(before);
        let is_per = before == "per" && word.starts_with("sec") && !words(name).any(is_fact);
        if is_rate || is_per {
            let said = if is_per { "per_second" } else { word };
            sink.tell(metric.place(), format!("the gauge `{name}` is computed, as `{said}` says"));
            return;
        }
        before = word;
    }
}
