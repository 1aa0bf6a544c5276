use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The buckets of a histogram stand in the ascending order of their bounds.
    ///
    /// The order is a part of the format. Lines that were sorted as text put `+Inf` first and `10` before `2`.
    "histogram/bounds-out-of-order": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write the buckets in the order of their bounds, as numbers";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_bucket{le="0.5"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="10.0"} 2
wait_seconds_bucket{le="2.0"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
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
    for all in family.distributions().iter().filter(|all| !all.ascends) {
        if let Some(pair) = all.buckets.windows(2).find(|pair| pair[1].bound < pair[0].bound) {
            let message =
                format!("the bucket up to {} comes after the one up to {}", pair[1].bound, pair[0].bound);
            sink.tell(family.place(family.member(pair[1].member)), message);
        }
    }
}
