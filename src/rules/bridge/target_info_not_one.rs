use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The value of `target_info` is 1.
    ///
    /// Queries multiply by it to take its labels over. With another value all numbers change, and with 0 they are gone.
    "bridge/target-info-not-one": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "write 1; what counts about `target_info` are its labels";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop"} 0
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_name="shop",telemetry_sdk_name="opentelemetry"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(&*family.name, "target_info" | "target") {
        return;
    }
    let wrong = |member: &&crate::rules::view::Member<'_>| {
        member.sample.name() == "target_info" && member.value().is_some_and(|value| value != 1.0)
    };
    if let Some(member) = family.members.iter().find(wrong) {
        let value = member.value().unwrap_or_default();
        sink.tell(family.place(member), format!("`target_info` is {value}, and has to be 1"));
    }
}
