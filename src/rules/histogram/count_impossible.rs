use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Buckets and counts are numbers that are not negative.
    ///
    /// Prometheus stores anything; promtool and the Pushgateway refuse a negative bucket.
    "histogram/count-impossible": Must, Error, DataWrong;
    cites PROMETHEUS_CLIENTS, "Histogram";
    help "count observations, upwards from zero";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} -1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count NaN
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="+Inf"} -1
# EOF
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !family.has_buckets() {
        return;
    }
    for member in family.members.iter().filter(|member| matches!(member.role, Role::Bucket | Role::Count)) {
        if let Some(value) = member.value().filter(|&value| value.is_nan() || value < 0.0) {
            sink.tell(
                family.place(member),
                format!("`{}` counts {value} observations", member.sample.name()),
            );
        }
    }
}
