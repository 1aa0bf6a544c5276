use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, Worlds};

rule! {
    /// A unit that is known is said in a UNIT line.
    ///
    /// Most libraries put it into the name and nowhere else, so this is told once for a body.
    "unit/undeclared": Should, Info, Style;
    cites OPENMETRICS, "MetricFamily, metadata";
    help "write a UNIT line for families whose name ends in a unit";
    bad "openmetrics-text" r"
# TYPE wait_seconds gauge
wait_seconds 3
# EOF
";
    good "openmetrics-text" r"
# TYPE wait_seconds gauge
# UNIT wait_seconds seconds
wait_seconds 3
# EOF
";
    good "openmetrics-text" r"
# TYPE stock gauge
stock 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS, check);
}

const UNITS: [&str; 8] = ["seconds", "bytes", "joules", "grams", "meters", "volts", "amperes", "celsius"];

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let unit = |family: &TextFamily<'_>| {
        let (_, last) = family.name.rsplit_once('_')?;
        UNITS.into_iter().find(|unit| *unit == last)
    };
    let is_meant = |family: &&TextFamily<'_>| {
        family.units.is_empty() && !family.types.is_empty() && unit(family).is_some()
    };
    let mut meant = text.families.iter().filter(is_meant);
    let Some(first) = meant.next() else { return };
    let message = match meant.count() {
        0 => format!("`{}` has its unit in its name and in no UNIT line", first.name),
        more => {
            format!("`{}` has its unit in its name and in no UNIT line, and so do {more} more", first.name)
        }
    };
    sink.tell(Place::line(first.types[0].line).of(&*first.name), message);
}
