use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Each sample of a state set says its state in a label that bears the name of the family.
    "stateset/state-missing": Must, Error, DataWrong;
    cites OPENMETRICS, "StateSet, text format";
    help "write the state as the value of a label that is named like the family";
    bad "openmetrics-text" r#"
# TYPE task stateset
task{state="running"} 1
# EOF
"#;
    bad "openmetrics-text" r"
# TYPE task stateset
task 1
# EOF
";
    good "openmetrics-text" r#"
# TYPE task stateset
task{task="waiting"} 0
task{task="running"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::StateSet {
        return;
    }
    for (shape, member) in family.written() {
        if !shape.labels.contains(&family.name) {
            sink.tell(
                family.place(member),
                format!("the state set `{0}` has no label `{0}` here", family.name),
            );
        }
    }
}
