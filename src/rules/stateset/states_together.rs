use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, TextFamily, Worlds, label_hash};
use std::collections::BTreeMap;

rule! {
    /// Of states that exclude one another exactly one holds.
    ///
    /// Nobody can see in a body whether they do: a set of independent flags may have any number of them. It is worth a look where none holds, or several.
    "stateset/states-together": Must, Info, DataWrong;
    cites OPENMETRICS, "StateSet";
    help "if the states exclude one another, let exactly one of them be 1";
    bad "openmetrics-text" r#"
# TYPE task stateset
task{task="waiting"} 1
task{task="running"} 1
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE task stateset
task{task="waiting"} 0
task{task="running"} 0
# EOF
"#;
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
    let mut true_states: BTreeMap<u64, (usize, &Member<'_>)> = BTreeMap::new();
    for member in &family.members {
        let others = member.sample.labels().filter(|label| label.name() != family.name);
        let key =
            others.fold(0_u64, |sum, label| sum.wrapping_add(label_hash(&label.name(), label.raw_value())));
        true_states.entry(key).or_insert((0, member)).0 += usize::from(member.value() == Some(1.0));
    }
    for (count, member) in true_states.into_values().filter(|(count, _)| *count != 1) {
        sink.tell(family.place(member), format!("{count} states of `{}` hold at once", family.name));
    }
}
