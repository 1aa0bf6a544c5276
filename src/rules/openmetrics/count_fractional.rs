use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Counts of histograms and summaries are whole numbers.
    ///
    /// `2.0` is whole: some libraries write every number so. A Prometheus text does not say it, OpenMetrics does, and its readers refuse the scrape.
    "openmetrics/count-fractional": Must, Error, DataWrong;
    cites OPENMETRICS, "Histogram; GaugeHistogram; Summary";
    help "count whole observations";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2.5
wait_seconds_sum 3.5
wait_seconds_count 2.5
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2.5
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="+Inf"} 1.5
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="+Inf"} +Inf
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2.0
wait_seconds_sum 3.5
wait_seconds_count 2.0
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
    if !family.has_buckets() && family.kind != Kind::Summary {
        return;
    }
    for member in family.members.iter().filter(|member| matches!(member.role, Role::Bucket | Role::Count)) {
        if let Some(value) = member.value().filter(|value| !value.is_nan() && value.fract() != 0.0) {
            sink.tell(
                family.place(member),
                format!("`{}` counts {value} observations", member.sample.name()),
            );
        }
    }
}
