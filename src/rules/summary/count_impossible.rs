use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// The count of a summary is a number that is not negative.
    ///
    /// Quantiles may be NaN where nothing was observed of late, the count may not.
    "summary/count-impossible": Must, Error, DataWrong;
    cites PROMETHEUS_CLIENTS, "Summary";
    help "count observations, upwards from zero";
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count -2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count NaN
# EOF
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} NaN
wait_seconds_sum 3.5
wait_seconds_count 0
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    for member in family.members.iter().filter(|member| member.role == Role::Count) {
        if let Some(value) = member.value().filter(|&value| value.is_nan() || value < 0.0) {
            sink.tell(
                family.place(member),
                format!("`{}` counts {value} observations", member.sample.name()),
            );
        }
    }
}
