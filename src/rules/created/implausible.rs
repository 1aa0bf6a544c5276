use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextView, Worlds};
use std::time::UNIX_EPOCH;

rule! {
    /// A start time is in seconds, and not to come.
    ///
    /// Milliseconds are the usual mistake: Prometheus takes them for a start in some fifty thousand years. A minute is allowed for clocks that differ.
    "created/implausible": Must, Warning, DataWrong;
    cites OPENMETRICS, "Timestamps";
    help "write seconds since 1970";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700000000500
# EOF
";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700003600
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700000000.5
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 123.5
# EOF
";
    check Check::Text(Worlds::OPENMETRICS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let now = text.exchange.arrived().duration_since(UNIX_EPOCH).map_or(0.0, |now| now.as_secs_f64());
    for family in &text.families {
        if !matches!(family.kind, Kind::Counter | Kind::Histogram | Kind::Summary) {
            continue;
        }
        for member in family.members.iter().filter(|member| member.role == Role::Created) {
            if let Some(value) = member.value().filter(|value| *value > now + 60.0) {
                let why =
                    if value > 1e11 { "in seconds that is no time of ours" } else { "that is still to come" };
                sink.tell(family.place(member), format!("`{}` is {value}, and {why}", member.sample.name()));
            }
        }
    }
}
