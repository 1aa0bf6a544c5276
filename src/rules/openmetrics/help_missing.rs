use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, Worlds};

rule! {
    /// A family has a help text.
    ///
    /// It is told once for a body.
    "openmetrics/help-missing": Should, Info, Style;
    cites OPENMETRICS, "Help";
    help "say what the family counts, in a sentence that fits a tooltip";
    bad "openmetrics-text" r"
# TYPE stock gauge
stock 3
# EOF
";
    bad "openmetrics-text" r"
# TYPE stock gauge
# HELP stock 
stock 3
# EOF
";
    good "openmetrics-text" r"
# TYPE stock gauge
# HELP stock In stock.
stock 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let has_none = |family: &&TextFamily<'_>| {
        !family.members.is_empty() && family.helps.iter().all(|described| described.text.is_empty())
    };
    let mut without = text.families.iter().filter(has_none);
    let Some(first) = without.next() else { return };
    let message = match without.count() {
        0 => format!("`{}` has no help text", first.name),
        more => format!("`{}` has no help text, nor have {more} more", first.name),
    };
    sink.tell(Place { line: first.first_line(), ..Place::family(&*first.name) }, message);
}
