use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The exemplar of a bucket is not above its bound.
    ///
    /// Nobody refuses it, and whoever follows the exemplar of a slow bucket finds another request than it counts.
    "exemplar/above-bucket": Must, Warning, DataWrong;
    cites OPENMETRICS, "Histogram";
    help "put the exemplar on the bucket that counts it";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1 # {trace_id="x"} 5
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1 # {trace_id="x"} 0.5
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for all in family.distributions() {
        for bucket in &all.buckets {
            let member = family.member(bucket.member);
            let values = member.sample.exemplars().map(|exemplar| exemplar.number().as_f64());
            for value in values.filter(|value| *value > bucket.bound) {
                sink.tell(
                    family.place(member),
                    format!("the exemplar is {value}, above the bound {}", bucket.bound),
                );
            }
        }
    }
}
