use super::is_bridged;
use crate::bridge::is_unit_word;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The unit stands in a name once, in front of `_total`.
    ///
    /// `bytes_total` in `By` becomes `bytes_total`, not `bytes_bytes_total`. Only names of bridges are looked at, which show themselves by their scope labels.
    "bridge/unit-suffix-repeated": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Metric Metadata";
    help "append the unit only to names that do not end with it already";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE sent_bytes_bytes_total counter
sent_bytes_bytes_total{otel_scope_name="shop"} 1
"#;
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE wait_total_seconds counter
wait_total_seconds{otel_scope_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
# TYPE sent_bytes_total counter
sent_bytes_total{otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !is_bridged(family) {
        return;
    }
    let Some(line) = family.first_line() else { return };
    let mut words = family.name.trim_end_matches("_total").rsplit('_');
    let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let place = || Place::line(line).of(&*family.name);
    if is_unit_word(last) && last == before {
        sink.tell(place(), format!("`{}` says `{last}` twice", family.name));
    } else if is_unit_word(last) && before == "total" && !family.name.ends_with("_total") {
        sink.tell(place(), format!("`{}` has its unit behind `_total`", family.name));
    }
}
