use crate::model::{Family, Kind};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Column, ReadingView, Worlds};
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
    check Check::Reading(Worlds::ALL, check);
}

fn check(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    for (family, columns) in &view.census().families {
        if !matches!(family.kind(), Kind::Counter | Kind::UpDownCounter | Kind::Gauge | Kind::Unknown) {
            continue;
        }
        for column in columns.iter().filter(|column| column.values.len() > 2) {
            if let Some(total) = column.find(|value| is_one_of(value, TOTALS)) {
                check_value(*family, column.key, &total, sink);
            }
        }
        check_twin(*family, columns, sink);
    }
}

fn is_sum(total: f64, parts: f64) -> bool {
    total != 0.0 && (total - parts).abs() <= 1e-9 * total.abs()
}

/// A value of a label that is the sum of all others.
fn check_value(family: Family<'_>, key: &str, total: &str, sink: &mut Sink<'_>) {
    // Of each set of the other labels: the total, the sum of the parts, how many there are.
    let mut groups: FxHashMap<Vec<(&str, String)>, (f64, f64, usize)> = FxHashMap::default();
    for series in family.series() {
        let labels = series.labels();
        let Some(value) = labels.get(key) else { continue };
        let Some(number) = series.points().find_map(|point| point.number()) else { continue };
        let others = labels.iter().filter(|label| label.key != key);
        let group = groups.entry(others.map(|label| (label.key, label.value.to_string())).collect()).or_default();
        if value == *total {
            group.0 = number.as_f64();
        } else {
            group.1 += number.as_f64();
            group.2 += 1;
        }
    }
    if groups.values().any(|&(total, parts, amount)| amount > 1 && is_sum(total, parts)) {
        let message = format!("`{key}=\"{total}\"` of `{}` is the sum of the series beside it", family.name());
        sink.tell(Place::family(family.name()).series(format_args!("{{{key}=\"{total}\"}}")), message);
    }
}

/// A series without labels that is the sum of those with labels.
fn check_twin(family: Family<'_>, columns: &[Column<'_>], sink: &mut Sink<'_>) {
    // One series has none of the labels that all others have.
    let amount = family.series_count();
    if amount < 3 || !columns.iter().all(|column| column.series + 1 == amount) || columns.is_empty() {
        return;
    }
    let (mut total, mut parts) = (None, 0.0);
    for series in family.series() {
        let Some(number) = series.points().find_map(|point| point.number()) else { return };
        if series.labels().is_empty() {
            total = Some(number.as_f64());
        } else {
            parts += number.as_f64();
        }
    }
    if total.is_some_and(|total| is_sum(total, parts)) {
        let message = format!("`{}` without labels is the sum of the series beside it", family.name());
        sink.tell(Place::family(family.name()).series("{}"), message);
    }
}
