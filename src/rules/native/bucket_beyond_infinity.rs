use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// No bucket of a native histogram lies above the one that holds infinity.
    ///
    /// The bucket of the largest double is followed by one for infinity, and that is the last. Prometheus does not check it and stores another bucket from infinity to infinity. It comes from an index that was not clamped, or that was computed for another schema.
    "native/bucket-beyond-infinity": Must, Error, DataWrong;
    cites NATIVE_HISTOGRAMS, "Schema";
    help "put infinite observations into the bucket after that of the largest double";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 1030 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 1025 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: -4 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 65 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 1024 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: -4 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 64 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        let schema = native.buckets.scale();
        if !(-4..=8).contains(&schema) {
            continue;
        }
        // The model numbers buckets from one less than Prometheus does: this one begins at 2^1024.
        let last = if schema >= 0 { 1024_i64 << schema } else { 1024_i64 >> -schema };
        for (sign, side) in native.sides() {
            let end =
                side.spans.iter().fold(0, |end, span| end + i64::from(span.offset) + i64::from(span.length));
            let has_buckets = side.spans.iter().any(|span| span.length > 0);
            if has_buckets && end - 1 > last {
                let message = format!(
                    "the {sign} buckets go up to {end}, and the last of schema {schema} is {}",
                    last + 1
                );
                sink.tell(native.place(view), message);
            }
        }
    }
}
