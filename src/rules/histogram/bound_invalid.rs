use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Every bucket has a label `le`, and what it says is a number.
    ///
    /// A bucket without one, or with a word for it, counts up to nowhere. Prometheus stores it all the same; readers built on expfmt refuse the text where `le` is no number.
    "histogram/bound-invalid": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "give every bucket a label `le` with the number up to which it counts";
    yields to "series/label-repeated";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="fast"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="NaN"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_gcount 2
wait_seconds_gsum 3.5
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
        for bucket in all.buckets.iter().filter(|bucket| bucket.bound.is_nan()) {
            let member = family.member(bucket.member);
            let message = match member.label("le") {
                Some(text) => format!("`le=\"{text}\"` is no number"),
                None => format!("`{}` has no label `le`", member.sample.name()),
            };
            sink.tell(family.place(member), message);
        }
    }
}
