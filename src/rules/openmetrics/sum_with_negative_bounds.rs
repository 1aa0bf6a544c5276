use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A histogram with a bound below zero has no sum.
    ///
    /// A sum of numbers that may be negative can fall, and whoever takes its rate sees a restart in that. OpenMetrics 2.0 allows it again.
    "openmetrics/sum-with-negative-bounds": Must, Error, DataWrong;
    cites OPENMETRICS, "Histogram";
    help "leave the sum and the count out, or use a gauge histogram";
    bad "openmetrics-text" r#"
# TYPE change histogram
change_bucket{le="-1.0"} 1
change_bucket{le="+Inf"} 2
change_sum 3
change_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE change histogram
change_bucket{le="-1.0"} 1
change_bucket{le="+Inf"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE change gaugehistogram
change_bucket{le="-1.0"} 1
change_bucket{le="+Inf"} 2
change_gsum -3
change_gcount 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Histogram {
        return;
    }
    for all in family.distributions() {
        if let Some(sum) = all.sum.filter(|_| all.has_negative_bound()) {
            let member = family.member(sum);
            sink.tell(
                family.place(member),
                format!("`{}` stands beside a bucket for negative numbers", member.sample.name()),
            );
        }
    }
}
