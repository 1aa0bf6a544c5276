use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, Role, TextFamily, Worlds};

rule! {
    /// A sum is a number, and not negative where no observation is.
    ///
    /// Sums of histograms and summaries are counters. Only a gauge histogram with a bound below zero has a sum below zero.
    "openmetrics/sum-impossible": Must, Error, DataWrong;
    cites OPENMETRICS, "Histogram; GaugeHistogram; Summary";
    help "expose no sum of what can be negative";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum -3.5
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum NaN
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_gsum -3.5
wait_seconds_gcount 2
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
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
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
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind == Kind::Summary {
        for member in family.members.iter().filter(|member| member.role == Role::Sum) {
            tell(family, member, false, sink);
        }
    }
    for all in family.distributions() {
        if let Some(sum) = all.sum {
            tell(family, family.member(sum), all.has_negative_bound(), sink);
        }
    }
}

fn tell(family: &TextFamily<'_>, member: &Member<'_>, may_be_negative: bool, sink: &mut Sink<'_>) {
    let is_wrong = |value: &f64| value.is_nan() || *value < 0.0 && !may_be_negative;
    if let Some(value) = member.value().filter(is_wrong) {
        sink.tell(family.place(member), format!("`{}` is {value}", member.sample.name()));
    }
}
