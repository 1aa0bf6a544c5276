use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// No bucket of a native histogram counts less than nothing.
    ///
    /// Integer counts are written as differences, each to the bucket before it, so that one wrong delta makes every later bucket wrong. Prometheus adds them up when it stores the sample, and refuses the scrape where the sum falls below zero.
    "native/bucket-count-negative": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Buckets";
    help "write the first count as it is and each other as the difference to the one before it";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 2 positive_span { offset: 0 length: 2 } positive_delta: 3 positive_delta: -5 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: 1 positive_span { offset: 0 length: 2 } positive_count: 3 positive_count: -1 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: -1 positive_span { offset: 0 length: 2 } positive_count: 2 positive_count: 2 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 0 positive_span { offset: 0 length: 2 } positive_delta: 3 positive_delta: -3 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        let zero = native.buckets.zero_count();
        if zero.as_f64() < 0.0 {
            sink.tell(native.place(view), format!("the zero bucket counts {zero}"));
        }
        for (sign, side) in native.sides() {
            if let Some(at) = side.counts.iter().position(|count| count.as_f64() < 0.0) {
                let message = format!("{sign} bucket {at} counts {}", side.counts[at]);
                sink.tell(native.place(view), message);
            }
        }
    }
}
