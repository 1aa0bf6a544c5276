use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::is_one_of;

const PAIRS: &[[&str; 2]] =
    &[["success", "failure"], ["success", "error"], ["ok", "error"], ["ok", "fail"], ["true", "false"]];

rule! {
    /// Failures are counted beside attempts, in a metric of their own.
    ///
    /// The share of failures is then one division; with a label `result` it wants a sum first. It is asked where somebody asks for it: OpenTelemetry's conventions go the other way with `error.type`.
    "label/result-of-two": Advice, Info, Style;
    cites PROMETHEUS_EXPORTERS, "Naming";
    help "expose attempts and failures as two counters";
    bad "prometheus-text" r#"
# HELP shop_payments_total Payments.
# TYPE shop_payments_total counter
shop_payments_total{result="success"} 3
shop_payments_total{result="failure"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_payments_total Payments.
# TYPE shop_payments_total counter
shop_payments_total 6
# HELP shop_payments_failed_total Payments.
# TYPE shop_payments_failed_total counter
shop_payments_failed_total 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns() {
        if !matches!(&*column.key, "result" | "status" | "outcome" | "success") || column.values.len() != 2 {
            continue;
        }
        let is_pair = |pair: &&[&str; 2]| column.values.iter().all(|value| is_one_of(value, *pair));
        if PAIRS.iter().any(|pair| is_pair(&pair)) {
            let message =
                format!("the label `{}` of `{}` parts successes from failures", column.key, metric.name);
            sink.tell(metric.place(), message);
        }
    }
}
