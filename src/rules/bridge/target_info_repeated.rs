use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A process has one `target_info`.
    ///
    /// Joins with it fail where there are two: each series would match both. Several readers on one registry, and an instance id that changes while the process runs, look so. A collector that exposes many targets names each by `job` and `instance`.
    "bridge/target-info-repeated": Should, Warning, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "expose one resource; a bridge for several says job and instance of each";
    yields to "series/duplicate" "metadata/type-repeated";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{service_instance_id="a",service_name="shop"} 1
target_info{service_instance_id="b",service_name="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{instance="a",job="shop"} 1
target_info{instance="b",job="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(&*family.name, "target_info" | "target") || family.members.len() < 2 {
        return;
    }
    let (first, second) = (&family.members[0], &family.members[1]);
    let names_targets =
        [first, second].into_iter().any(|member| member.label("job").or(member.label("instance")).is_some());
    if first.sample.name() == "target_info" && !names_targets {
        sink.tell(family.place(second), format!("`target_info` stands here {} times", family.members.len()));
    }
}
