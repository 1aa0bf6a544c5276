use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A histogram has a bucket up to `+Inf`.
    ///
    /// Without it `histogram_quantile` gives NaN. A body that was cut, or an exporter that writes only the bounds that it was given, looks so.
    "histogram/infinity-bucket-missing": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write a bucket with `le=\"+Inf\"`, which counts every observation";
    yields to "histogram/bound-invalid" "timestamp/on-some-samples";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE wait_seconds gaugehistogram
wait_seconds_bucket{le="0.5"} 1
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
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    // What is missing may stand on a line that could not be read, and a label that stands twice makes another histogram.
    if family.is_torn || family.shapes.iter().any(|shape| shape.repeated().is_some()) {
        return;
    }
    for all in family.distributions() {
        // A bucket without a number for its bound is told of by itself.
        let is_other = all.buckets.iter().any(|bucket| bucket.bound.is_nan());
        let is_any = !all.buckets.is_empty() || all.count.is_some();
        if is_any && !is_other && all.infinity().is_none() {
            sink.tell(family.place(family.member(all.head)), "no bucket has `le=\"+Inf\"`");
        }
    }
}
