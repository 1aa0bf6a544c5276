use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{base_unit_of, words};

rule! {
    /// What comes through a bridge from OpenTelemetry is in base units as well.
    ///
    /// The bridge writes the unit of the instrument into the name and converts nothing, so the place to mend is the instrument: it says `ms` where `s` is expected.
    "unit/kept-by-bridge": Advice, Info, Style;
    cites COMPATIBILITY, "Metric metadata, units";
    help "give the instrument a unit without a prefix";
    bad "prometheus-text" r#"
# HELP shop_wait_milliseconds Time.
# TYPE shop_wait_milliseconds gauge
shop_wait_milliseconds{otel_scope_name="shop"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_wait_seconds Time.
# TYPE shop_wait_seconds gauge
shop_wait_seconds{otel_scope_name="shop"} 0.003
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let found = words(name).find_map(|word| Some((word, base_unit_of(word)?)));
    if let Some((word, base)) = found.filter(|_| metric.is_bridged()) {
        sink.tell(
            metric.place(),
            format!("`{name}` kept `{word}` of its instrument, where `{base}` are the base unit"),
        );
    }
}
