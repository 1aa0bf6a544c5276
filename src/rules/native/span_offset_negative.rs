use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Only the first span of a native histogram may begin below bucket 0.
    ///
    /// The offset of the first span is an index, that of the others a gap after the span before. A gap cannot be negative: buckets would lie upon one another. Prometheus refuses it when it stores the sample, and the scrape fails.
    "native/span-offset-negative": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Buckets";
    help "write spans in ascending order, and the gap between two of them as the offset of the second";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 2 length: 1 } positive_span { offset: -1 length: 1 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: -3 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        for (sign, side) in native.sides() {
            for (number, span) in side.spans.iter().enumerate().skip(1).filter(|(_, span)| span.offset < 0) {
                let message = format!(
                    "{sign} span {number} begins {} buckets before the end of the one before it",
                    -i64::from(span.offset)
                );
                sink.tell(native.place(view), message);
            }
        }
    }
}
