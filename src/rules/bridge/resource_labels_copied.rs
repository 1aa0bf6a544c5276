use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// Attributes of the resource stay in `target_info` unless somebody asked for them elsewhere.
    ///
    /// On every series they make each query longer and each restart, with its new instance id, a new set of series.
    "bridge/resource-labels-copied": Must, Info, Costs;
    cites OTEL_PROMETHEUS_EXPORTER, "Resource Attributes as Metric Labels";
    help "leave them in `target_info` and join where they are needed";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop",service_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop"} 1
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let is_target = |name: &str| matches!(name, "target_info" | "target");
    let Some(target) = text.families.iter().find(|family| is_target(&family.name)) else { return };
    let Some(target) = target.members.first() else { return };
    for family in text.families.iter().filter(|family| !is_target(&family.name)) {
        for shape in &family.shapes {
            let copied = shape.labels.iter().find(|label| {
                let is_resource = label.starts_with("service_") || label.starts_with("telemetry_sdk_");
                is_resource && target.label(label).is_some()
            });
            if let Some(label) = copied {
                let member = &family.members[shape.first as usize];
                if member.label(label) == target.label(label) {
                    let message = format!("`{label}` of `target_info` stands on ordinary series, too");
                    sink.tell(family.place(member), message);
                    return;
                }
            }
        }
    }
}
