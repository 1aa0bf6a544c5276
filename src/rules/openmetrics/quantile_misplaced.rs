use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Only the samples of a summary's bare name have a label `quantile`.
    ///
    /// It is no label of the metric, so neither sum nor count nor start time has it.
    "openmetrics/quantile-misplaced": Must, Error, DataWrong;
    cites OPENMETRICS, "Summary";
    help "rename the label: `quantile` belongs to the quantiles";
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds_sum{quantile="0.5"} 3.5
wait_seconds_count{quantile="0.5"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    for (shape, member) in family.written().filter(|(_, member)| member.role != Role::Bare) {
        if shape.labels.iter().any(|name| name == "quantile") {
            sink.tell(family.place(member), format!("`{}` has a label `quantile`", shape.name));
        }
    }
}
