use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{base_unit_of, words};

rule! {
    /// Times are in seconds, sizes in bytes, and so on: units have no prefix.
    ///
    /// Values of two services can then be added and compared, and a dashboard scales them for reading. `_milliseconds`, `_kilobytes`, `_hours` and `_bits` each ask for a factor that somebody forgets.
    "unit/not-base": Advice, Warning, Style;
    cites PROMETHEUS_NAMING, "Base units";
    help "measure in the base unit, and say it at the end of the name";
    yields to "unit/kept-by-bridge";
    bad "prometheus-text" r#"
# HELP shop_wait_milliseconds Time.
# TYPE shop_wait_milliseconds gauge
shop_wait_milliseconds 3
"#;
    bad "prometheus-text" r#"
# HELP shop_sent_mebibytes_total Size.
# TYPE shop_sent_mebibytes_total counter
shop_sent_mebibytes_total 3
"#;
    bad "prometheus-text" r#"
# HELP shop_oven_fahrenheit Temperature.
# TYPE shop_oven_fahrenheit gauge
shop_oven_fahrenheit 350
"#;
    good "prometheus-text" r#"
# HELP shop_wait_seconds Time.
# TYPE shop_wait_seconds gauge
shop_wait_seconds 0.003
# HELP shop_road_metres Length.
# TYPE shop_road_metres gauge
shop_road_metres 3
# HELP shop_thermometers Thermometers.
# TYPE shop_thermometers gauge
shop_thermometers 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let found = words(name).find_map(|word| Some((word, base_unit_of(word)?)));
    if let Some((word, base)) = found.filter(|_| !metric.is_bridged()) {
        sink.tell(metric.place(), format!("`{name}` is in `{word}`, where `{base}` are the base unit"));
    }
}
