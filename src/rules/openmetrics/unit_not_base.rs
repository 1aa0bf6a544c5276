use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The unit of a family is a base unit: seconds, bytes, joules, grams, meters, volts, amperes, celsius, or a ratio.
    ///
    /// Whoever compares two services would have to know which of them counts in thousandths.
    "openmetrics/unit-not-base": Should, Warning, Costs;
    cites OPENMETRICS, "Units and base units";
    help "expose the base unit";
    bad "openmetrics-text" r"
# TYPE wait_milliseconds gauge
# UNIT wait_milliseconds milliseconds
wait_milliseconds 3
# EOF
";
    good "openmetrics-text" r"
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
wait_seconds 3
# EOF
";
    good "openmetrics-text" r"
# TYPE wait_requests gauge
# UNIT wait_requests requests
wait_requests 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

const BASES: &[(&str, &[&str])] = &[
    ("seconds", &["nanoseconds", "microseconds", "milliseconds", "minutes", "hours", "days", "weeks", "ns", "us", "ms", "s"]),
    ("bytes", &["bits", "kilobytes", "megabytes", "gigabytes", "terabytes", "kibibytes", "mebibytes", "gibibytes", "kb", "mb", "gb"]),
    ("meters", &["millimeters", "centimeters", "kilometers", "miles", "inches", "feet", "yards"]),
    ("grams", &["milligrams", "kilograms", "ounces", "pounds", "tons"]),
    ("joules", &["calories", "kilojoules", "megajoules", "kilowatthours"]),
    ("volts", &["millivolts", "kilovolts"]),
    ("amperes", &["milliamperes", "amps"]),
    ("celsius", &["fahrenheit", "kelvins", "degrees"]),
    ("ratio", &["percent", "percents", "permille"]),
];

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for described in &family.units {
        let unit = &*described.text;
        if let Some((base, _)) = BASES.iter().find(|(_, others)| others.contains(&unit)) {
            let place = Place::line(described.line).of(&*family.name);
            sink.tell(place, format!("`{}` is in {unit}, whose base unit is {base}", family.name));
        }
    }
}
