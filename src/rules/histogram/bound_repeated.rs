use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// No two buckets of a histogram have the same bound in two spellings.
    ///
    /// `1` and `1.0` are one number, and since Prometheus 3 one series: it writes bounds anew, keeps one of the two and drops the other. They meet where two libraries, or two versions of one, feed one endpoint.
    "histogram/bound-repeated": Interop, Error, DataLost;
    cites PROMETHEUS_SERVER, "3.0 migration, le and quantile";
    help "write each bound once, in one spelling";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="1.0"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.1"} 1
wait_seconds_bucket{le="1e-1"} 1
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
        for pair in all.sorted().windows(2) {
            let (one, other) = (family.member(pair[0].member), family.member(pair[1].member));
            let (first, second) = (one.label("le"), other.label("le"));
            // The same spelling twice is the same series twice.
            if pair[0].bound == pair[1].bound
                && first != second
                && let (Some(first), Some(second)) = (first, second)
            {
                sink.tell(family.place(other), format!("`le=\"{second}\"` is the bound of `le=\"{first}\"`"));
            }
        }
    }
}
