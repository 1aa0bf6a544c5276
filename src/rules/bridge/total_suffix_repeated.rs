use super::is_bridged;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// `_total` stands in a name once.
    "bridge/total-suffix-repeated": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Sums";
    help "append `_total` only to names that do not end with it already";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total_total counter
calls_total_total{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_total counter
calls_total{otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let Some(name) = family.members.first().map(|member| member.sample.name()) else { return };
    if name.ends_with("_total_total") && is_bridged(family) {
        sink.tell(family.place(&family.members[0]), format!("`{name}` says `_total` twice"));
    }
}
