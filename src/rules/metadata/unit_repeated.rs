use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A family has one UNIT line.
    "metadata/unit-repeated": Must, Error, DataWrong;
    cites OPENMETRICS, "MetricFamily, metadata";
    help "write one UNIT line for a family";
    bad "openmetrics-text" r"
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
# UNIT wait_seconds seconds
wait_seconds 3
# EOF
";
    good "openmetrics-text" r"
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
wait_seconds 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for repeated in family.units.iter().skip(1) {
        let place = Place::line(repeated.line).of(&*family.name);
        sink.tell(place, format!("`{}` has a unit already, in line {}", family.name, family.units[0].line));
    }
}
