use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Member, Role, TextFamily, Worlds};

rule! {
    /// A sample of a summary's bare name has a label `quantile`.
    ///
    /// Without it nobody knows which of the quantiles it is.
    "summary/quantile-missing": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write `quantile` on the samples of the bare name";
    bad "prometheus-text" r"
# TYPE wait_seconds summary
wait_seconds 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
";
    bad "openmetrics-text" r"
# TYPE wait_seconds summary
wait_seconds 1.5
# EOF
";
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "openmetrics-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    good "openmetrics-text-2" r"
# TYPE wait summary
wait {count:1,sum:2,quantile:[0.5:1]}
# EOF
";
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Summary {
        return;
    }
    // A composite value is a summary as a whole.
    let is_bare = |member: &Member<'_>| member.role == Role::Bare && member.sample.number().is_some();
    for (shape, member) in family.written().filter(|(_, member)| is_bare(member)) {
        if !shape.labels.iter().any(|name| name == "quantile") {
            sink.tell(
                family.place(member),
                format!("`{}` is a summary, and this sample has no `quantile`", shape.name),
            );
        }
    }
}
