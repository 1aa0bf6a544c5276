use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};
use rustc_hash::FxHashSet;

rule! {
    /// Inside a family all samples of one metric stand together.
    ///
    /// A metric is a set of labels without `le`, `quantile` and the state of a state set. A server that converts classic histograms to native ones tears apart what is mixed, and a start time that stands elsewhere is lost.
    "family/metrics-interleaved": Must, Error, DataWrong;
    cites OPENMETRICS, "MetricFamily; Metric";
    help "write all samples of one label set before those of the next";
    bad "openmetrics-text" r#"
# TYPE wait summary
wait_count{shop="a"} 1
wait_count{shop="b"} 1
wait_sum{shop="a"} 2
wait_sum{shop="b"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE wait summary
wait_count{shop="a"} 1
wait_sum{shop="a"} 2
wait_count{shop="b"} 1
wait_sum{shop="b"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE task stateset
task{task="a"} 0
task{task="b"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    // A metric of one sample cannot be mixed with another, and an info metric does not say which of its labels are its own.
    let is_single = matches!(family.kind, Kind::Gauge | Kind::Unknown | Kind::Counter)
        && !family.has_timestamps()
        && !family.written().any(|(_, member)| member.role == Role::Created);
    if is_single || family.kind == Kind::Info {
        return;
    }
    // Which metric a sample belongs to is not known where a label stands on it twice.
    if family.shapes.iter().any(|shape| shape.repeated().is_some()) {
        return;
    }
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let mut last = None;
    for member in &family.members {
        let key = family.metric_key(member);
        if last != Some(key) && !seen.insert(key) {
            sink.tell(
                family.place(member),
                format!("`{}` goes on with a metric that had ended", member.sample.name()),
            );
            return;
        }
        last = Some(key);
    }
}
