use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// A quantile of a summary is not negative.
    ///
    /// NaN is what it says when nothing was observed of late.
    "openmetrics/quantile-value-negative": Must, Error, DataWrong;
    cites OPENMETRICS, "Summary";
    help "use a gauge histogram for what can be negative";
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} -1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
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
    for member in family.members.iter().filter(|member| member.role == Role::Bare) {
        if let Some(value) = member.value().filter(|&value| value < 0.0) {
            sink.tell(family.place(member), format!("the quantile is {value}"));
        }
    }
}
