use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// `target_info` says a resource and no scope.
    ///
    /// With scope labels it is an instrument of somebody who chose the same name, and joins find both.
    "bridge/target-info-scoped": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "rename the instrument; `target_info` belongs to the resource";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(&*family.name, "target_info" | "target") {
        return;
    }
    let is_scoped = |shape: &&crate::rules::view::Shape<'_>| {
        shape.name == "target_info" && shape.labels.iter().any(|label| label.starts_with("otel_scope_"))
    };
    if let Some(shape) = family.shapes.iter().find(is_scoped) {
        let member = &family.members[shape.first as usize];
        sink.tell(family.place(member), "`target_info` says a scope, so an instrument bears its name");
    }
}
