use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

const ONE: &[&str] = &["second", "byte", "joule", "volt", "ampere", "gram", "metre"];

rule! {
    /// Units are in the plural.
    ///
    /// `_seconds` is what everybody else writes, so that is what is searched for.
    "unit/singular": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Metric names";
    help "write the unit in the plural";
    bad "prometheus-text" r#"
# HELP shop_wait_second Time.
# TYPE shop_wait_second gauge
shop_wait_second 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_per_second Orders in a second.
# TYPE shop_orders_per_second untyped
shop_orders_per_second 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let base = name.strip_suffix("_total").unwrap_or(name);
    let mut last = words(base).rev();
    let Some(word) = last.next().filter(|word| is_one_of(word, ONE)) else { return };
    if last.next().is_some_and(|before| before != "per") {
        sink.tell(metric.place(), format!("`{name}` ends in `{word}`, not in `{word}s`"));
    }
}
