use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// In OpenMetrics 2.0 a sample bears the name of its family.
    ///
    /// Nothing is taken off a name any more: what 1.0 wrote as counter `orders` with `orders_total` is two names now. It is a draft.
    "openmetrics/name-differs-from-family": Advice, Info, DataWrong;
    cites OPENMETRICS_2, "Name";
    help "write the same name in TYPE, UNIT and HELP as in the samples";
    bad "openmetrics-text-2" r"
# TYPE orders counter
orders_total 3
# EOF
";
    good "openmetrics-text-2" r"
# TYPE orders_total counter
orders_total 3
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS_2, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let is_other = |role: Role| !matches!(role, Role::Bare | Role::Created);
    if let Some((shape, member)) = family.written().find(|(_, member)| is_other(member.role)) {
        sink.tell(family.place(member), format!("`{}` is described as `{}`", shape.name, family.name));
    }
}
