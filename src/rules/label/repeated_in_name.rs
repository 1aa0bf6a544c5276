use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};
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
    check Check::Reading(Worlds::EXPOSITIONS, check);
}

fn check(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    for (family, column) in view.census().columns() {
        let name = family.name();
        if words(name).zip(words(name).skip(1)).any(|(by, word)| by == "by" && word == column.key) {
            sink.tell(Place::family(name), format!("`{name}` repeats its label `{}`", column.key));
        }
    }
}
