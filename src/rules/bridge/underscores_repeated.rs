use super::is_bridged;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Runs of underscores in a translated name become one.
    ///
    /// Content negotiation that escapes a name afterwards does not join them, and neither do translators that append nothing. Each library that joins them otherwise gives the same instrument another name.
    "bridge/underscores-repeated": Should, Info, Style;
    cites COMPATIBILITY, "Metric Metadata";
    help "join runs of underscores after the name was translated";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE load___per_second gauge
load___per_second{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE load_per_second gauge
load_per_second{otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.name.contains("__")
        && !family.name.starts_with("U__")
        && is_bridged(family)
        && let Some(line) = family.first_line()
    {
        let joined = crate::bridge::collapsed(&family.name);
        sink.tell(
            Place::line(line).of(&*family.name),
            format!("`{}` would be `{joined}` elsewhere", family.name),
        );
    }
}
