use crate::exposition::protobuf::{Family, Histogram};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// A native histogram that has seen nothing yet says that it is one.
    ///
    /// Without buckets and with a zero bucket of no width it looks like a classic histogram without buckets, and Prometheus stores it as that: `_count`, `_sum` and one bucket, until the first observation turns it into another series. A span without buckets, at offset 0 and of length 0, tells the two apart.
    "native/empty-mark-missing": Must, Error, DataWrong;
    cites NATIVE_HISTOGRAMS, "Classic Prometheus formats";
    help "write one `positive_span` with offset 0 and length 0 while there are no buckets";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_sum: 0 schema: 3 zero_threshold: 0 zero_count: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4
 metric { label { name: "shop" value: "a" } histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } }
 metric { label { name: "shop" value: "b" } histogram { sample_count: 0 sample_sum: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_sum: 0 schema: 3 zero_threshold: 0 positive_span { offset: 0 length: 0 } } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_sum: 0 schema: 3 zero_threshold: 0.001 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_sum: 0 bucket { cumulative_count: 0 upper_bound: 1 } } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for family in view.families {
        let mut histograms = family.metrics.iter().filter_map(|metric| metric.histogram.as_deref());
        let has_native = histograms.any(Histogram::is_native);
        if !has_native && !histograms_with_schema(family) {
            continue;
        }
        for metric in &family.metrics {
            let Some(histogram) = metric.histogram.as_deref() else { continue };
            let is_meant = histogram.schema.is_some() || has_native && histogram.buckets.is_empty();
            if is_meant && !histogram.is_native() {
                let message = "neither spans nor a zero bucket tell that this histogram is a native one";
                let labels = metric.labels.iter().map(|(name, value)| format!("{name}={value:?}"));
                let labels = labels.collect::<Vec<_>>().join(",");
                sink.tell(Place::family(&*family.name).series(format!("{{{labels}}}")), message);
            }
        }
    }
}

fn histograms_with_schema(family: &Family<'_>) -> bool {
    let mut histograms = family.metrics.iter().filter_map(|metric| metric.histogram.as_deref());
    histograms.any(|histogram| histogram.schema.is_some())
}
