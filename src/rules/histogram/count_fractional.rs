use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Counts of histograms and summaries are whole numbers.
    ///
    /// Weighted histograms have others, and hardly any reader of a text expects them. `2.0` is whole: some libraries write every number so.
    "histogram/count-fractional": Advice, Warning, DataWrong;
    cites NATIVE_HISTOGRAMS, "Flavours";
    help "count whole observations";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2.5
wait_seconds_sum 3.5
wait_seconds_count 2.5
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2.5
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2.0
wait_seconds_sum 3.5
wait_seconds_count 2.0
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXT, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !family.has_buckets() && family.kind != Kind::Summary {
        return;
    }
    for member in family.members.iter().filter(|member| matches!(member.role, Role::Bucket | Role::Count)) {
        if let Some(value) = member.value().filter(|value| value.is_finite() && value.fract() != 0.0) {
            sink.tell(
                family.place(member),
                format!("`{}` counts {value} observations", member.sample.name()),
            );
        }
    }
}
