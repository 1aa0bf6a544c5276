use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

rule! {
    /// Shares are ratios between 0 and 1.
    ///
    /// A dashboard shows a ratio as percent by itself; a percentage that is multiplied once more reads 4200 %. Best of all are two counters, from which any share over any time can be had.
    "unit/percent": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Base units";
    help "divide by 100 and end the name in `_ratio`, or expose both parts";
    bad "prometheus-text" r#"
# HELP shop_stock_percent Share.
# TYPE shop_stock_percent gauge
shop_stock_percent 42
"#;
    good "prometheus-text" r#"
# HELP shop_stock_ratio Share.
# TYPE shop_stock_ratio gauge
shop_stock_ratio 0.42
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if let Some(word) = words(name).find(|word| is_one_of(word, &["percent", "pct", "percentage"])) {
        sink.tell(metric.place(), format!("`{name}` is in `{word}`"));
    }
}
