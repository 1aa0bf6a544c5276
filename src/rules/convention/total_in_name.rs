use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The name of an instrument does not end in `total`.
    ///
    /// A bridge to Prometheus puts the suffix on where it belongs. For a backend that gets deltas nothing is a total.
    /// What was a metric of Prometheus before keeps its name.
    "convention/total-in-name": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Naming, do not use total";
    help "take `total` off the name";
    bad "otlp" r#"
{"name":"shop.orders_total","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop.orders.total","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp-json" r#"
{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"go.opentelemetry.io/contrib/bridges/prometheus"},"metrics":[{"name":"shop_visits_total","description":"Visits.","unit":"{visit}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asDouble":3}]}}]}]}]}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let is_sum = matches!(view.family.kind(), Kind::Counter | Kind::UpDownCounter);
    let is_of_prometheus =
        view.family.scope().is_some_and(|scope| scope.name().to_ascii_lowercase().contains("prometheus"))
            || view.family.metadata().iter().any(|label| label.key.starts_with("prometheus."));
    if is_sum && !is_of_prometheus && (name.ends_with("_total") || name.ends_with(".total")) {
        sink.tell(Place::family(name), format!("`{name}`, a {}, ends in `total`", view.family.kind()));
    }
}
