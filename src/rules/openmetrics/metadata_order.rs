use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, Worlds};

rule! {
    /// TYPE comes before UNIT, and UNIT before HELP.
    ///
    /// The libraries of Python, Go and Rust all write HELP first, and every reader takes it. It is told once for a body.
    "openmetrics/metadata-order": Should, Info, Style;
    cites OPENMETRICS, "MetricFamily, metadata";
    help "write TYPE, then UNIT, then HELP";
    bad "openmetrics-text" r"
# HELP stock In stock.
# TYPE stock gauge
stock 3
# EOF
";
    good "openmetrics-text" r"
# TYPE a_seconds gauge
# UNIT a_seconds seconds
# HELP a_seconds A.
a_seconds 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let is_other = |family: &&TextFamily<'_>| {
        let lines = [family.types.first(), family.units.first(), family.helps.first()];
        let lines: Vec<usize> = lines.into_iter().flatten().map(|described| described.line).collect();
        !lines.is_sorted()
    };
    if let Some(family) = text.families.iter().find(is_other) {
        let place = Place { line: family.first_line(), ..Place::family(&*family.name) };
        sink.tell(
            place,
            format!("the lines that describe `{}` are not in the order TYPE, UNIT, HELP", family.name),
        );
    }
}
