use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Either all series of a family say their scope, or none does.
    ///
    /// Without it two libraries with one instrument of the same name are one series. The labels can be switched off, and then they are gone everywhere.
    "bridge/scope-labels-missing": Must, Warning, DataWrong;
    cites COMPATIBILITY, "Instrumentation Scope";
    help "write the scope labels on every series, or on none";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop"} 1
calls_total{method="GET"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop"} 1
# TYPE sales_total counter
sales_total{method="GET"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let has_scope =
        |shape: &crate::rules::view::Shape<'_>| shape.labels.iter().any(|label| label == "otel_scope_name");
    if !family.shapes.iter().any(has_scope) {
        return;
    }
    if let Some(shape) = family.shapes.iter().find(|shape| !has_scope(shape)) {
        let member = &family.members[shape.first as usize];
        sink.tell(
            family.place(member),
            format!("`{}` says no scope here, while other series do", family.name),
        );
    }
}
