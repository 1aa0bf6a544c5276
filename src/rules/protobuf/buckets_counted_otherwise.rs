use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// The buckets of a native histogram are counted as the histogram is.
    ///
    /// Prometheus looks at the counts first: with `sample_count_float` or `zero_count_float` it reads the buckets that are written as fractions, without them those that are written as differences. It then finds none where the spans describe some, and refuses the scrape.
    "protobuf/buckets-counted-otherwise": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Flavors";
    help "write `positive_delta` with `sample_count`, and `positive_count` with `sample_count_float`";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001953125 zero_count: 1 positive_span { offset: 0 length: 2 } positive_count: 1 positive_count: 1 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001953125 zero_count: 1 negative_span { offset: 0 length: 2 } negative_delta: 1 negative_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 3 sample_sum: 5 schema: 0 zero_threshold: 0.001953125 zero_count_float: 1 negative_span { offset: 0 length: 2 } negative_count: 1 negative_count: 1 } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for (member, histogram) in view.histograms() {
        for (sign, side) in [("positive", &histogram.positive), ("negative", &histogram.negative)] {
            let (count, buckets) =
                match (histogram.is_float(), side.deltas.is_empty(), side.counts.is_empty()) {
                    (true, false, true) => ("fractions", "delta"),
                    (false, true, false) => ("whole numbers", "count"),
                    _ => continue,
                };
            let message =
                format!("the histogram counts in {count}, and its buckets are written as `{sign}_{buckets}`");
            sink.tell(member.place("histogram"), message);
        }
    }
}
