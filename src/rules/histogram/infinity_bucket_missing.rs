use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// A histogram has a bucket up to `+Inf`.
    ///
    /// Without it `histogram_quantile` gives NaN. A body that was cut, or an exporter that writes only the bounds that it was given, looks so.
    "histogram/infinity-bucket-missing": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "write a bucket with `le=\"+Inf\"`, which counts every observation";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_sum 3.5
wait_seconds_count 2
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
    if !matches!(family.kind, Kind::Histogram | Kind::GaugeHistogram) {
        return;
    }
    for instance in family.instances() {
        let mut buckets = family.of_role(instance, Role::Bucket).peekable();
        let has_any = buckets.peek().is_some();
        let counts = family.of_role(instance, Role::Count).next().is_some();
        if (has_any || counts) && !buckets.any(|bucket| bucket.bound("le") == Some(f64::INFINITY)) {
            let head = family.head(instance);
            let place = Place::line(head.sample.line()).of(&*family.name).series(head.identity());
            sink.tell(place, "no bucket has `le=\"+Inf\"`");
        }
    }
}
