use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_base_unit, is_one_of, is_plural, words};

/// Words that may follow a unit.
const MAY_FOLLOW: &[&str] = &["total", "bucket", "sum", "count", "created", "info", "ratio"];

rule! {
    /// The unit is the last word of a name, before `_total`.
    ///
    /// There it is looked for, by people and by tools that format axes. Names that count things, and those with `per`, are let pass.
    "unit/not-last": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Metric names";
    help "move the unit to the end of the name, before `_total`";
    bad "prometheus-text" r#"
# HELP shop_seconds_waited_total Time.
# TYPE shop_seconds_waited_total counter
shop_seconds_waited_total 3
"#;
    good "prometheus-text" r#"
# HELP shop_waited_seconds_total Time.
# TYPE shop_waited_seconds_total counter
shop_waited_seconds_total 3
# HELP shop_bytes_per_order Size.
# TYPE shop_bytes_per_order gauge
shop_bytes_per_order 3
# HELP shop_large_bytes_orders Orders of many bytes.
# TYPE shop_large_bytes_orders gauge
shop_large_bytes_orders 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let Some(unit) = words(name).find(|word| is_base_unit(word)) else { return };
    let after =
        words(name).rev().take_while(|word| !is_base_unit(word)).filter(|word| !is_one_of(word, MAY_FOLLOW));
    let Some(last) = after.clone().next() else { return };
    if words(name).any(|word| word == "per") || is_plural(last) {
        return;
    }
    sink.tell(metric.place(), format!("`{name}` has the unit `{unit}` before its last word `{last}`"));
}
