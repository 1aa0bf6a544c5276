use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Metrics, Worlds};

rule! {
    /// The labels `job` and `instance` are put on by the one who scrapes.
    ///
    /// Where a target has them itself, Prometheus renames them to `exported_job` and `exported_instance`, and queries find the wrong ones. What a Pushgateway, a federated server or an OpenTelemetry Collector exposes is meant to keep them: that is scraped with `honor_labels`.
    "label/added-by-scraper": Advice, Warning, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "take the label away, or give it another name";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{job="shop"} 3
"#;
    good "prometheus-text" r#"
# HELP push_time_seconds Last Unix time when changing this group in the Pushgateway succeeded.
# TYPE push_time_seconds gauge
push_time_seconds{instance="",job="shop"} 1.7e+09
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{instance="",job="shop"} 3
"#;
    good "prometheus-text" r#"
# HELP target_info Target metadata.
# TYPE target_info gauge
target_info{instance="627cc493-f310-47de-96bd-71410b7dec09",job="shop",telemetry_sdk_language="rust"} 1
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{instance="627cc493-f310-47de-96bd-71410b7dec09",job="shop"} 3
"#;
    check Check::Metrics(Worlds::EXPOSITIONS, check);
}

fn check(metrics: &Metrics<'_>, sink: &mut Sink<'_>) {
    // A `target_info` that says `job` is one of several: the Collector tells them apart by that.
    let names_targets = |metric: &Metric<'_>| {
        (metric.name == "target_info" || metric.name == "target") && metric.has_label(|label| label == "job")
    };
    let keeps_them = |metric: &Metric<'_>| metric.name == "push_time_seconds" || names_targets(metric);
    if metrics.is_federated() || metrics.all.iter().any(keeps_them) {
        return;
    }
    for metric in metrics.all.iter().filter(|metric| !metric.is_info()) {
        let is_added = |label: &str| matches!(label, "job" | "instance");
        if !metric.has_label(is_added) || sink.counts_only() {
            continue;
        }
        if let Some((label, place)) = metric.find_label(is_added) {
            sink.tell(place, format!("the label `{label}` of `{}` becomes `exported_{label}`", metric.name));
        }
    }
}
