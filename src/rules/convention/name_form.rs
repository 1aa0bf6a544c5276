use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Names are dotted namespaces in lower case, with `_` inside a part.
    ///
    /// SDKs take more than that, and treat `HTTP.Requests` and `http.requests` as one instrument while backends do not. What is translated for Prometheus loses every other character anyway.
    "convention/name-form": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Naming, general considerations";
    help "write `namespace.thing.what_is_measured` in lower case";
    yields to "metric/name-foreign" "metric/name-invalid";
    bad "otlp" r#"
{"name":"Shop.Orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop..orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop/orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.orders.gift_wrapped2","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    if !name.is_empty() && !follows(name) {
        sink.tell(Place::family(name), format!("`{name}` is no dotted name in lower case"));
    }
}

fn follows(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split(['.', '_']).all(is_part)
}
