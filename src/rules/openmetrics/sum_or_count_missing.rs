use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A histogram that says its sum says its count, and the other way round.
    ///
    /// Bridges from OpenTelemetry leave the sum out where the source had none. That is a legal Prometheus text, and no OpenMetrics.
    "openmetrics/sum-or-count-missing": Must, Error, DataLost;
    cites OPENMETRICS, "Histogram; GaugeHistogram, text format";
    help "write both `_sum` and `_count`, or `_gsum` and `_gcount`, or none of them";
    yields to "histogram/bare-sample" "timestamp/on-some-samples";
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="+Inf"} 2
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
# TYPE wait_seconds histogram
wait_seconds_bucket{le="+Inf"} 2
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    // What is missing may stand on a line that could not be read, and a label that stands twice makes another histogram.
    if family.is_torn || family.shapes.iter().any(|shape| shape.repeated().is_some()) {
        return;
    }
    for all in family.distributions() {
        let missing = match (all.sum, all.count) {
            (Some(_), None) => "a sum and no count",
            (None, Some(_)) => "a count and no sum",
            _ => continue,
        };
        sink.tell(family.place(family.member(all.head)), format!("`{}` has {missing}", family.name));
    }
}
