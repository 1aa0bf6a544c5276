use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};
use crate::rules::vocabulary::{is_one_of, is_plural, words};

/// What is measured, not counted, in the plural.
const MEASURED: &[&str] = &["durations", "times", "utilizations", "latencies", "usages", "limits", "sizes"];

rule! {
    /// Only what can be counted is in the plural, and up-down counters end in `count`.
    ///
    /// `shop.errors` in `{error}` counts errors. A duration is one quantity however often it is measured, and `shop.processes` cannot get names below itself for each process.
    "convention/plural": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Naming, pluralization";
    help "write the singular, and `….count` for an up-down counter";
    bad "otlp" r#"
{"name":"shop.baskets","description":"Baskets.","unit":"{basket}","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop.order.durations","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":0.0075,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10]}]}}
"#;
    good "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.basket.count","description":"Baskets.","unit":"{basket}","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.active_requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.order.status","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let last = name.rsplit('.').next().unwrap_or_default();
    // Conventions themselves have `http.server.active_requests`.
    if view.family.kind() == Kind::UpDownCounter && !last.contains('_') && is_plural(last) {
        sink.tell(Place::family(name), format!("the up-down counter `{name}` ends in the plural `{last}`"));
    } else if let Some(word) = words(last).next_back().filter(|word| is_one_of(word, MEASURED)) {
        sink.tell(
            Place::family(name),
            format!("`{name}` ends in `{word}`, which is measured and not counted"),
        );
    }
}
