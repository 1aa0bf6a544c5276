use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// A start time stands beside a value.
    ///
    /// What has no value has no start time.
    "created/alone": Should, Warning, DataWrong;
    cites OPENMETRICS, "Counter; Histogram; Summary";
    help "write the start time behind the samples of its metric";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_created 1700000000.5
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700000000.5
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !family.written().any(|(_, member)| member.role == Role::Created) {
        return;
    }
    for instance in family.instances() {
        let mut members = instance.members.iter().map(|&number| family.member(number));
        if members.all(|member| member.role == Role::Created) {
            let head = family.head(instance);
            sink.tell(family.place(head), format!("`{}` stands beside no value", head.sample.name()));
        }
    }
}
