use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// Only buckets have a label `le`.
    ///
    /// It is the bound, and no label of the metric. An attribute of that name that a bridge passes on makes each of its values a histogram without buckets.
    "openmetrics/bound-misplaced": Must, Error, DataWrong;
    cites OPENMETRICS, "Histogram; GaugeHistogram";
    help "rename the label: `le` belongs to the buckets";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum{le="x"} 3.5
wait_seconds_count{le="x"} 2
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
    if !family.has_buckets() {
        return;
    }
    let is_other = |role: Role| matches!(role, Role::Sum | Role::Count | Role::Created);
    for (shape, member) in family.written().filter(|(_, member)| is_other(member.role)) {
        if shape.labels.iter().any(|name| name == "le") {
            sink.tell(family.place(member), format!("`{}` has a label `le`", shape.name));
        }
    }
}
