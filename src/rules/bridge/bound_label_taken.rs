use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// No attribute of a histogram is called `le`, and none of a summary `quantile`.
    ///
    /// The bound of the bucket takes its place there, while `_count` and `_sum` keep the attribute: the parts of one histogram no longer belong together, and two histograms become one.
    "bridge/bound-label-taken": Interop, Error, DataWrong;
    cites PROMETHEUS_OTLP, "reserved label names";
    help "rename the attribute; `le` and `quantile` belong to Prometheus";
    yields to "openmetrics/bound-misplaced" "openmetrics/quantile-misplaced";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum{le="mine"} 3.5
wait_seconds_count{le="mine"} 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let taken = match family.kind {
        Kind::Histogram => "le",
        Kind::Summary => "quantile",
        _ => return,
    };
    for shape in &family.shapes {
        let member = &family.members[shape.first as usize];
        if matches!(member.role, Role::Sum | Role::Count) && shape.labels.iter().any(|label| label == taken) {
            let message =
                format!("`{}` has a label `{taken}`, which belongs to the other parts", member.sample.name());
            sink.tell(family.place(member), message);
        }
    }
}
