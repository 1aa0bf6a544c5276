use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, TextView, Worlds};

rule! {
    /// A histogram or summary says its sum and its count.
    ///
    /// Without both nobody can tell an average. Bridges from OpenTelemetry leave the sum out where the source had none.
    "histogram/sum-or-count-missing": Should, Warning, DataLost;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write `_sum` and `_count` beside the buckets or quantiles";
    yields to "histogram/bare-sample" "summary/quantile-missing";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_count 2
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds summary
wait_seconds{quantile="0.5"} 1.5
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::Text(Worlds::TEXT, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        // What is missing may stand on a line that could not be read, and a label that stands twice makes another histogram.
        let is_whole = !family.is_torn && !family.shapes.iter().any(|shape| shape.repeated().is_some());
        if !is_whole
            || !matches!(family.kind, Kind::Histogram | Kind::Summary)
            || !family
                .members
                .iter()
                .any(|member| member.role != Role::Bare || member.label("quantile").is_some())
        {
            continue;
        }
        if family.is_summed_up() {
            continue;
        }
        for instance in family.instances() {
            let has = |role: Role| family.of_role(instance, role).next().is_some();
            let missing = match (has(Role::Sum), has(Role::Count)) {
                (true, true) => continue,
                (false, false) => "neither a sum nor a count",
                (false, true) => "no sum",
                (true, false) => "no count",
            };
            if is_gauge_histogram(text, family) {
                break;
            }
            sink.tell(family.place(family.head(instance)), format!("`{}` has {missing}", family.name));
        }
    }
}

/// Whether it is a gauge histogram of OpenMetrics, written with what a Prometheus text has.
fn is_gauge_histogram(text: &TextView<'_>, family: &TextFamily<'_>) -> bool {
    let name = |other: &TextFamily<'_>| other.name.strip_prefix(&*family.name) == Some("_gcount");
    text.families.iter().any(name)
}
