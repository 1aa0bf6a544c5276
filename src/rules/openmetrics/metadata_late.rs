use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The lines that describe a family stand before its samples.
    ///
    /// After them they begin a second family of that name, for every reader that looks. Prometheus does not.
    "openmetrics/metadata-late": Must, Error, DataWrong;
    cites OPENMETRICS, "Text format, ABNF";
    help "write TYPE, UNIT and HELP before the first sample of the family";
    yields to "metadata/type-repeated" "metadata/help-repeated" "metadata/unit-repeated";
    bad "openmetrics-text" r"
stock 3
# TYPE stock gauge
# EOF
";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 3
# HELP stock In stock.
# EOF
";
    bad "openmetrics-text" r"
# TYPE a_seconds gauge
a_seconds 3
# UNIT a_seconds seconds
# EOF
";
    bad "openmetrics-text-2" r"
stock 3
# TYPE stock gauge
# EOF
";
    good "openmetrics-text" r"
# HELP stock In stock.
# TYPE stock gauge
stock 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let Some(first) = family.members.first().filter(|_| !family.is_go_memory_pair()) else { return };
    let first = first.sample.line();
    for (what, lines) in [("type", &family.types), ("help text", &family.helps), ("unit", &family.units)] {
        if let Some(described) = lines.iter().find(|described| described.line > first) {
            let place = Place::line(described.line).of(&*family.name);
            sink.tell(
                place,
                format!("the {what} of `{}` comes after its sample in line {first}", family.name),
            );
        }
    }
}
