use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, TextView, Worlds};

rule! {
    /// Counters, histograms and summaries say when they began.
    ///
    /// It is how a reader tells a series that is new from one that it has not seen before. Many switch it off, because each start time is one more series, so this is told once for a body.
    "created/missing": Should, Info, DataLost;
    cites OPENMETRICS, "Counter; Histogram; Summary";
    help "expose `_created` beside counters, histograms and summaries, if the library can";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 3
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700000000.5
# EOF
";
    good "openmetrics-text" r"
# TYPE stock gauge
stock 3
# EOF
";
    check Check::Text(Worlds::OPENMETRICS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let is_meant = |family: &&TextFamily<'_>| {
        matches!(family.kind, Kind::Counter | Kind::Histogram | Kind::Summary)
            && !family.members.is_empty()
            && !family.written().any(|(_, member)| member.role == Role::Created)
    };
    let mut meant = text.families.iter().filter(is_meant);
    let Some(first) = meant.next() else { return };
    let message = match meant.count() {
        0 => format!("`{}` does not say when it began", first.name),
        more => format!("`{}` does not say when it began, nor do {more} more", first.name),
    };
    sink.tell(first.place(&first.members[0]), message);
}
