use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, World, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

/// Types, by the word that says them.
const TYPES: &[&str] = &["counter", "gauge", "histogram", "summary"];
/// What OpenMetrics names beside them.
const NOISE: &[&str] = &["metric", "timer", "stats", "float64"];

rule! {
    /// A name does not say what kind of metric it is.
    ///
    /// The type is written beside the name already. `request_duration_histogram` has to be renamed, with every dashboard, on the day on which it becomes something else.
    "name/type-word": Advice, Info, Style;
    cites OPENMETRICS, "Metric Naming and Namespaces";
    help "take the word off the name";
    bad "prometheus-text" r#"
# HELP shop_orders_counter_total Orders.
# TYPE shop_orders_counter_total counter
shop_orders_counter_total 3
"#;
    bad "openmetrics-text" r#"
# HELP shop_metric_bytes Size.
# TYPE shop_metric_bytes gauge
shop_metric_bytes 3
# EOF
"#;
    good "prometheus-text" r#"
# HELP shop_counters Counters where somebody is served.
# TYPE shop_counters gauge
shop_counters 3
# HELP shop_gauge_bytes No type is said of it.
# TYPE shop_gauge_bytes untyped
shop_gauge_bytes 3
"#;
    good "openmetrics-text" r#"
# HELP promhttp_metric_handler_requests_in_flight Current number of scrapes being served.
# TYPE promhttp_metric_handler_requests_in_flight gauge
promhttp_metric_handler_requests_in_flight 1
# EOF
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let (name, kind) = (&*metric.name, metric.kind);
    // Go's client library counts there who asks for its metrics: the word is the subject.
    if kind == Kind::Unknown || name.starts_with("promhttp_metric_handler_") {
        return;
    }
    let is_openmetrics = matches!(metric.world, World::OpenMetrics | World::OpenMetrics2);
    // The first word names the one who speaks, and may well be `summary` or `metric`.
    let found = words(name).skip(1).find(|word| {
        is_one_of(word, TYPES)
            || kind != Kind::Info && word.eq_ignore_ascii_case(kind.name())
            || is_openmetrics && is_one_of(word, NOISE)
    });
    if let Some(word) = found {
        sink.tell(metric.place(), format!("`{name}`, a {kind}, says `{word}` in its name"));
    }
}
