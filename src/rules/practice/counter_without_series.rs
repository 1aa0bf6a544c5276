use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A counter is there before the first event.
    ///
    /// `rate` sees no first event where a series begins with 1, and an alert on errors that never came says *no data* instead of zero. Where the values of the labels are known, all of them can begin at 0.
    "practice/counter-without-series": Advice, Info, DataLost;
    cites PROMETHEUS_INSTRUMENTATION, "Avoid missing metrics";
    help "create the series with 0 for the label values that are known";
    yields to "metadata/orphaned-samples" "metadata/name-spelled-otherwise" "metadata/type-misspelled";
    bad "prometheus-text" r#"
# HELP shop_errors_total Errors.
# TYPE shop_errors_total counter
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total 3
"#;
    good "prometheus-text" r#"
# HELP shop_errors_total Errors.
# TYPE shop_errors_total counter
shop_errors_total{reason="stock"} 0
# HELP shop_stock Items.
# TYPE shop_stock gauge
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Counter || !family.members.is_empty() {
        return;
    }
    if let Some(line) = family.first_line() {
        sink.tell(
            Place::line(line).of(&*family.name),
            format!("the counter `{}` has no series yet", family.name),
        );
    }
}
