use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The zero bucket of a native histogram has a finite width and a count.
    ///
    /// It holds what lies between minus and plus the threshold. Prometheus stores a threshold of -1, NaN or infinity as it is, and every quantile is then computed from it.
    "native/zero-bucket-impossible": Must, Error, DataWrong;
    cites NATIVE_HISTOGRAMS, "Zero bucket";
    help "write a threshold that is zero or a small positive number";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: -1 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: inf zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: nan zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        let (threshold, count) = (native.buckets.zero_threshold(), native.buckets.zero_count());
        if !(threshold >= 0.0 && threshold.is_finite()) {
            sink.tell(native.place(view), format!("the threshold of the zero bucket is {threshold}"));
        }
        if count.is_nan() {
            sink.tell(native.place(view), format!("the zero bucket counts {count}"));
        }
    }
}
