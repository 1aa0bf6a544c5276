use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, World, Worlds};

rule! {
    /// The spans of a native histogram describe as many buckets as are there.
    ///
    /// Spans and buckets are two lists, written for each sign. Where their lengths differ nobody knows which bucket a count belongs to, and Prometheus refuses the scrape.
    "native/spans-do-not-add-up": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Buckets";
    help "write as many counts as the lengths of the spans sum up to";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 3 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 1 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        for (sign, side) in native.sides() {
            let spanned: u64 = side.spans.iter().map(|span| u64::from(span.length)).sum();
            let counts = side.counts.len();
            // What stands for the buckets under another name is no field of OpenMetrics, which the grammar tells.
            let is_told = view.world == World::OpenMetrics2 && counts == 0;
            if spanned != counts as u64 && !is_told {
                let message = format!("the {sign} spans describe {spanned} buckets, and {counts} are there");
                sink.tell(native.place(view), message);
            }
        }
    }
}
