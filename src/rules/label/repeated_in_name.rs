use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::words;

rule! {
    /// A name does not repeat the names of its labels.
    ///
    /// `requests_by_status` stays true only until a second label comes. It is asked where somebody asks for it, since many a word is part of both for good reasons.
    "label/repeated-in-name": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Labels";
    help "take the label off the name";
    bad "prometheus-text" r#"
# HELP shop_orders_by_tier_total Orders.
# TYPE shop_orders_by_tier_total counter
shop_orders_by_tier_total{tier="gold"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{tier="gold"} 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns() {
        let name = &*metric.name;
        if words(name).zip(words(name).skip(1)).any(|(by, word)| by == "by" && column.key == word) {
            sink.tell(metric.place(), format!("`{name}` repeats its label `{}`", column.key));
        }
    }
}
