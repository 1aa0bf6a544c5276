use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The name of a family ends in its unit.
    ///
    /// It is one of the few rules about names that Prometheus itself enforces, and the whole scrape is lost by it. Bridges that leave units out of names and still write UNIT lines walk into it.
    "unit/suffix-missing": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Unit; MetricFamily, metadata";
    help "end the name of the family in the unit, before `_total`; or leave the UNIT line out";
    yields to "openmetrics/unit-malformed" "unit/not-allowed";
    bad "openmetrics-text" r"
# TYPE wait gauge
# UNIT wait seconds
wait 3
# EOF
";
    bad "openmetrics-text" r"
# TYPE waitseconds gauge
# UNIT waitseconds seconds
waitseconds 3
# EOF
";
    bad "openmetrics-text" r"
# TYPE wait_seconds_total counter
# UNIT wait_seconds_total seconds
wait_seconds_total_total 3
# EOF
";
    good "openmetrics-text" r"
# TYPE wait_seconds counter
# UNIT wait_seconds seconds
wait_seconds_total 3
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
# UNIT orders 
orders_total 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for described in family.units.iter().filter(|described| !described.text.is_empty()) {
        let unit = &*described.text;
        if !family.name.strip_suffix(unit).is_some_and(|rest| rest.ends_with('_')) {
            let place = Place::line(described.line).of(&*family.name);
            sink.tell(
                place,
                format!("the unit of `{}` is `{unit}`, and the name does not end in `_{unit}`", family.name),
            );
        }
    }
}
