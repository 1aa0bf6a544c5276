use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

rule! {
    /// The name of an instrument does not repeat its unit.
    ///
    /// The unit travels beside the name, and a bridge to Prometheus appends it: from `shop.wait_seconds` in `s` comes `shop_wait_seconds` or `shop_wait_seconds_seconds`, by the bridge.
    "convention/unit-in-name": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Metrics, units";
    help "take the unit off the name and declare it";
    bad "otlp" r#"
{"name":"shop.wait_ms","description":"Time.","unit":"ms","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop.wait_seconds","description":"Time.","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.wait","description":"Time.","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

/// Units as they are declared, with the words that say them.
const UNITS: &[(&str, &[&str])] = &[
    ("s", &["s", "sec", "second", "seconds"]),
    ("ms", &["ms", "msec", "millis", "millisecond", "milliseconds"]),
    ("us", &["us", "micros", "microsecond", "microseconds"]),
    ("ns", &["ns", "nanos", "nanosecond", "nanoseconds"]),
    ("min", &["min", "mins", "minute", "minutes"]),
    ("h", &["h", "hour", "hours"]),
    ("By", &["by", "byte", "bytes"]),
    ("KiBy", &["kib", "kibibytes"]),
    ("MiBy", &["mib", "mebibytes"]),
    ("kBy", &["kb", "kilobytes"]),
    ("MBy", &["mb", "megabytes"]),
    ("Cel", &["celsius"]),
    ("%", &["percent", "pct"]),
    ("1", &["ratio"]),
];

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let (Some(unit), Some(last)) = (view.family.unit(), words(name).next_back()) else { return };
    let is_said = |(known, said): &&(&str, &[&str])| *known == unit && is_one_of(last, said);
    if UNITS.iter().any(|row| is_said(&row)) {
        sink.tell(Place::family(name), format!("`{name}` says its unit `{unit}` once more as `{last}`"));
    }
}
