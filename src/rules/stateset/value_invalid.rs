use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A state holds or it does not: its value is 1 or 0.
    "stateset/value-invalid": Must, Error, DataWrong;
    cites OPENMETRICS, "StateSet";
    help "write 1 for a state that holds and 0 for one that does not";
    bad "openmetrics-text" r#"
# TYPE task stateset
task{task="running"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE task stateset
task{task="waiting"} 0
task{task="running"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE task stateset
task{task="waiting"} 0
task{task="running"} 1.0
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::StateSet {
        return;
    }
    for member in &family.members {
        if let Some(value) = member.value().filter(|value| !matches!(value, 0.0 | 1.0)) {
            sink.tell(family.place(member), format!("the state is {value}"));
        }
    }
}
