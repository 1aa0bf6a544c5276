use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Column, Metric, Worlds};
use crate::rules::vocabulary::is_one_of;
use rustc_hash::FxHashMap;

/// What a total among its parts is called.
const TOTALS: &[&str] = &["total", "all", "sum", "any"];

rule! {
    /// A total is not exposed among the parts that it is the sum of.
    ///
    /// Whoever writes `sum` over the metric counts everything twice. The sum is had from the parts at any time.
    "label/total-beside-parts": Advice, Warning, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "leave the total away, or give it a metric of its own";
    bad "prometheus-text" r#"
# HELP shop_stock Items.
# TYPE shop_stock gauge
shop_stock{shelf="a"} 1
shop_stock{shelf="b"} 6
shop_stock{shelf="total"} 7
"#;
    bad "prometheus-text" r#"
# HELP shop_stock Items.
# TYPE shop_stock gauge
shop_stock{shelf="a"} 1
shop_stock{shelf="b"} 6
shop_stock 7
"#;
    good "prometheus-text" r#"
# HELP shop_stock Items.
# TYPE shop_stock gauge
shop_stock{shelf="a"} 1
shop_stock{shelf="b"} 6
shop_stock{shelf="all"} 3
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    if !matches!(metric.kind, Kind::Counter | Kind::UpDownCounter | Kind::Gauge | Kind::Unknown) {
        return;
    }
    for column in metric.columns().iter().filter(|column| column.values.len() > 2) {
        if let Some(total) = column.find(|value| is_one_of(value, TOTALS)) {
            check_value(metric, &column.key, total, sink);
        }
    }
    check_twin(metric, sink);
}

fn is_sum(total: f64, parts: f64) -> bool {
    total != 0.0 && (total - parts).abs() <= 1e-9 * total.abs()
}

/// A value of a label that is the sum of all others.
fn check_value(metric: &Metric<'_>, key: &str, total: &str, sink: &mut Sink<'_>) {
    // Of each set of the other labels: the total, the sum of the parts, how many there are.
    let mut groups: FxHashMap<Vec<(String, String)>, (f64, f64, usize)> = FxHashMap::default();
    for (mut labels, number) in metric.rows() {
        let Some(at) = labels.iter().position(|(known, _)| known == key) else { continue };
        let (_, value) = labels.remove(at);
        let group = groups.entry(labels).or_default();
        if value == total {
            group.0 = number;
        } else {
            group.1 += number;
            group.2 += 1;
        }
    }
    if groups.values().any(|&(total, parts, amount)| amount > 1 && is_sum(total, parts)) {
        let message = format!("`{key}=\"{total}\"` of `{}` is the sum of the series beside it", metric.name);
        sink.tell(metric.place().series(format_args!("{{{key}=\"{total}\"}}")), message);
    }
}

/// A series without labels that is the sum of those with labels.
fn check_twin(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    // One series has none of the labels that all others have.
    let columns = metric.columns();
    let is_twin = |column: &Column<'_>| column.of > 2 && column.series + 1 == column.of;
    if columns.is_empty() || !columns.iter().all(is_twin) {
        return;
    }
    let (mut total, mut parts) = (None, 0.0);
    for (labels, number) in metric.rows() {
        if labels.is_empty() { total = Some(number) } else { parts += number }
    }
    if total.is_some_and(|total| is_sum(total, parts)) {
        let message = format!("`{}` without labels is the sum of the series beside it", metric.name);
        sink.tell(metric.place().series("{}"), message);
    }
}
