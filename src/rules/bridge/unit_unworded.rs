use super::is_bridged;
use crate::bridge::word_of_ucum;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The unit that Prometheus is told is a word, not a code of OpenTelemetry.
    ///
    /// `seconds` and not `s`. OpenMetrics asks for the word at the end of the name, too, and a reader that looks for it refuses the scrape.
    "bridge/unit-unworded": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Metric Metadata";
    help "write the word for the unit in UNIT and in the name";
    bad "openmetrics-text" r#"
# TYPE wait_ms gauge
# UNIT wait_ms ms
wait_ms{otel_scope_name="shop"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_milliseconds gauge
# UNIT wait_milliseconds milliseconds
wait_milliseconds{otel_scope_name="shop"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE price_EUR gauge
# UNIT price_EUR EUR
price_EUR{otel_scope_name="shop"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for unit in &family.units {
        if let Some(word) = word_of_ucum(&unit.text)
            && is_bridged(family)
        {
            let place = Place::line(unit.line).of(&*family.name);
            sink.tell(place, format!("the unit is `{}`, and the word for it is `{word}`", unit.text));
        }
    }
}
