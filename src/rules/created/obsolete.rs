use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// OpenMetrics 2.0 says a start time on the line of its sample, not in one of its own.
    ///
    /// It is a draft.
    "created/obsolete": Advice, Info, DataLost;
    cites OPENMETRICS_2, "Counter, text format";
    help "write the start time behind the value, as `st@1700000000.5`";
    bad "openmetrics-text-2" r"
# TYPE orders counter
orders_created 1700000000.5
# EOF
";
    good "openmetrics-text-2" r"
# TYPE orders_total counter
orders_total 3 st@1700000000.5
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS_2, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if let Some((shape, member)) = family.written().find(|(_, member)| member.role == Role::Created) {
        sink.tell(family.place(member), format!("`{}` is a sample of its own", shape.name));
    }
}
