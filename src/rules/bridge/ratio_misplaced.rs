use super::is_bridged;
use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The unit 1 adds nothing to the name of what counts.
    ///
    /// Older translators append `_ratio` to gauges, which is accepted. A number of requests is no ratio.
    "bridge/ratio-misplaced": Should, Info, Style;
    cites COMPATIBILITY, "Metric Metadata";
    help "leave the unit 1 out of the name";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE calls_ratio_total counter
calls_ratio_total{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE load_ratio gauge
load_ratio{otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let is_event = matches!(family.kind, Kind::Counter | Kind::Histogram);
    if is_event
        && family.name.trim_end_matches("_total").ends_with("_ratio")
        && is_bridged(family)
        && let Some(line) = family.first_line()
    {
        let message = format!("`{}` counts, and is named as a ratio", family.name);
        sink.tell(Place::line(line).of(&*family.name), message);
    }
}
