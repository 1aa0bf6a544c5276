use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// An infinite bound is spelled `+Inf`.
    ///
    /// It is the one number whose spelling readers need to know: they look for the bucket by it, and so do queries.
    "openmetrics/infinity-misspelled": Must, Error, DataWrong;
    cites OPENMETRICS, "Histogram; canonical numbers";
    help "write `+Inf`";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+INF"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
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
    for all in family.distributions() {
        for bucket in all.buckets.iter().filter(|bucket| bucket.bound.is_infinite()) {
            let member = family.member(bucket.member);
            if let Some(text) = member.label("le").filter(|text| !matches!(&**text, "+Inf" | "-Inf")) {
                sink.tell(family.place(member), format!("the bound is spelled `{text}`"));
            }
        }
    }
}
