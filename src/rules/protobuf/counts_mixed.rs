use crate::exposition::protobuf::Histogram;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// A histogram counts in whole numbers or in fractions, never in both.
    ///
    /// Whole numbers have fields of their own and, for native buckets, are differences; fractions have others and are absolute. A fraction that is not zero wins over its twin, which is silently not read.
    "protobuf/counts-mixed": Must, Error, DataWrong;
    cites NATIVE_HISTOGRAMS, "Flavors";
    help "write either the fields for whole numbers or those that end in `_float` or `_count`";
    yields to "protobuf/buckets-counted-otherwise";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_count_float: 3 sample_sum: 5 bucket { cumulative_count: 3 upper_bound: 1 } } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 positive_count: 1 positive_count: 1 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001953125 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_count_float: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001953125 zero_count: 0 zero_count_float: 1 positive_span { offset: 0 length: 2 } positive_count: 1 positive_count: 1 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 bucket { cumulative_count: 3 upper_bound: 1 } } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for (member, histogram) in view.histograms() {
        if let (Some(integer), Some(float)) = (integer_field(histogram), float_field(histogram)) {
            let place = member.place("histogram");
            sink.tell(place, format!("both `{integer}` and `{float}` are there"));
        }
    }
}

/// A field that counts in whole numbers; zero says nothing.
fn integer_field(histogram: &Histogram<'_>) -> Option<&'static str> {
    let is_set = |count: Option<u64>| count.is_some_and(|count| count > 0);
    let fields = [
        ("sample_count", is_set(histogram.count)),
        ("zero_count", is_set(histogram.zero_count)),
        ("positive_delta", !histogram.positive.deltas.is_empty()),
        ("negative_delta", !histogram.negative.deltas.is_empty()),
        ("cumulative_count", histogram.buckets.iter().any(|bucket| is_set(bucket.count))),
    ];
    fields.into_iter().find_map(|(name, is_set)| is_set.then_some(name))
}

/// A field that counts in fractions.
fn float_field(histogram: &Histogram<'_>) -> Option<&'static str> {
    let is_set = |count: Option<f64>| count.is_some_and(|count| count != 0.0);
    let fields = [
        ("sample_count_float", is_set(histogram.count_float)),
        ("zero_count_float", is_set(histogram.zero_count_float)),
        ("positive_count", !histogram.positive.counts.is_empty()),
        ("negative_count", !histogram.negative.counts.is_empty()),
        ("cumulative_count_float", histogram.buckets.iter().any(|bucket| is_set(bucket.count_float))),
    ];
    fields.into_iter().find_map(|(name, is_set)| is_set.then_some(name))
}
