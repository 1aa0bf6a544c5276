use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

rule! {
    /// Names of labels are translated as those of the target are.
    ///
    /// `service_name` in `target_info` shows that other characters become underscores. A dot elsewhere is a part of the bridge that follows another strategy, and old scrapers refuse the text.
    "bridge/label-unsanitised": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Metric Attributes";
    help "translate all names of a body with one strategy";
    bad "prometheus-text-1" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
{"calls_total","http.method"="GET",otel_scope_name="shop"} 1
"#;
    good "prometheus-text-1" r#"
# TYPE target_info gauge
target_info{"service.name"="shop"} 1
{"calls_total","http.method"="GET",otel_scope_name="shop"} 1
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let is_target = |name: &str| matches!(name, "target_info" | "target");
    let target = text.families.iter().find(|family| is_target(&family.name));
    let labels =
        target.and_then(|target| target.shapes.first()).map(|shape| &shape.labels[..]).unwrap_or_default();
    let escapes =
        labels.iter().any(|label| label == "service_name") && !labels.iter().any(|label| label.contains('.'));
    if !escapes {
        return;
    }
    for family in text.families.iter().filter(|family| super::is_bridged(family)) {
        for shape in &family.shapes {
            if let Some(label) = shape.labels.iter().find(|label| label.contains(['.', '-', '/'])) {
                let message =
                    format!("the label `{label}` was not translated, while those of `target_info` were");
                sink.tell(family.place(&family.members[shape.first as usize]), message);
                return;
            }
        }
    }
}
