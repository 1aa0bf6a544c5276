use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};
use crate::rules::vocabulary::is_plural;

rule! {
    /// What is counted is named in braces, in the singular and without a 1 in front.
    ///
    /// `{request}` reads as *per request* once it is divided. A bridge to Prometheus leaves it out of the name.
    "convention/annotation": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Metrics, instrument units";
    help "write one thing of those that are counted: `{request}`";
    bad "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{orders}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"1{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.order.status","description":"Orders.","unit":"{status}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.order.rate","description":"Orders.","unit":"{order}/s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let Some(unit) = view.family.unit() else { return };
    let Some((before, rest)) = unit.split_once('{') else { return };
    let Some((inside, _)) = rest.split_once('}') else { return };
    if before == "1" {
        sink.tell(Place::family(name), format!("the unit `{unit}` of `{name}` has a 1 in front"));
    } else if is_plural(inside) {
        sink.tell(Place::family(name), format!("the unit `{unit}` of `{name}` is in the plural"));
    }
}
