use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, Role, TextFamily, Worlds};

rule! {
    /// A histogram has no sample of its bare name.
    ///
    /// What it says is in `_bucket`, `_sum` and `_count`. A library that writes a native histogram as text has nothing to write under that name, and one that did wrote `0`.
    "histogram/bare-sample": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write `_bucket`, `_sum` and `_count`, or declare a gauge";
    bad "prometheus-text" r"
# TYPE wait_seconds histogram
wait_seconds 1
";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
wait_seconds 1
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
    good "openmetrics-text-2" r"
# TYPE wait histogram
wait {count:1,sum:2,bucket:[1.0:1,+Inf:1]}
# EOF
";
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !family.has_buckets() {
        return;
    }
    // A composite value is a histogram as a whole.
    let is_bare = |member: &Member<'_>| member.role == Role::Bare && member.sample.number().is_some();
    for (shape, member) in family.written().filter(|(_, member)| is_bare(member)) {
        sink.tell(
            family.place(member),
            format!("`{}` is a histogram, and this one number is none of its parts", shape.name),
        );
    }
}
