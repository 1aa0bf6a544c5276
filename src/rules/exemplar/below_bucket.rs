use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The exemplar of a bucket is above the bound of the bucket below it.
    ///
    /// A lower one counts there as well, and says nothing about the slow ones.
    "exemplar/below-bucket": Should, Info, DataWrong;
    cites OPENMETRICS, "Histogram";
    help "put the exemplar on the lowest bucket that counts it";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2 # {trace_id="x"} 0.4
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2 # {trace_id="x"} 3.1
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for all in family.distributions() {
        for pair in all.buckets.windows(2) {
            let member = family.member(pair[1].member);
            let values = member.sample.exemplars().map(|exemplar| exemplar.number().as_f64());
            for value in values.filter(|value| *value <= pair[0].bound) {
                sink.tell(
                    family.place(member),
                    format!(
                        "the exemplar is {value}, and the bucket up to {} counts it already",
                        pair[0].bound
                    ),
                );
            }
        }
    }
}
