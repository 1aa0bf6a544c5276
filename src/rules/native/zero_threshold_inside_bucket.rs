use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// The zero bucket of a native histogram ends where another bucket does.
    ///
    /// Where it ends inside one, that bucket is partly covered, and neither says how many observations lie where. The thresholds of widespread libraries, 2^-128 and 1e-128, are so small that it does not matter.
    "native/zero-threshold-inside-bucket": Should, Info, DataWrong;
    cites NATIVE_HISTOGRAMS, "Zero bucket";
    help "choose a threshold that is a bound of the schema, a power of two for instance";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0.3 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0.25 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 1e-128 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 1 zero_threshold: 0.7071067811865476 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

/// Below it, a threshold is the choice of a library and not of a person.
const TINY: f64 = 1e-30;

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        let (threshold, schema) = (native.buckets.zero_threshold(), native.buckets.scale());
        if !(threshold > TINY && threshold.is_finite() && (-4..=8).contains(&schema)) {
            continue;
        }
        let place = threshold.log2() * f64::from(schema).exp2();
        if (place - place.round()).abs() > 1e-6 {
            let message = format!("the zero bucket ends at {threshold}, inside a bucket of schema {schema}");
            sink.tell(native.place(view), message);
        }
    }
}
