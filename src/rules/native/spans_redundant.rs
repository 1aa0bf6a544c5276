use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Spans without buckets, and spans that follow one another without a gap, are folded.
    ///
    /// They are legal and change nothing, but each costs bytes in every scrape. The one span that may be empty stands alone: `(0, 0)` marks a native histogram that has seen nothing yet.
    "native/spans-redundant": Should, Info, Costs;
    cites NATIVE_HISTOGRAMS, "Buckets";
    help "join spans without a gap, and leave out those without buckets";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 1 } positive_span { offset: 0 length: 1 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_span { offset: 3 length: 0 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 0 sample_sum: 0 schema: 3 zero_threshold: 0 positive_span { offset: 0 length: 0 } } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives() {
        for (sign, side) in native.sides() {
            let is_redundant = |(number, span): (usize, &crate::model::Span)| {
                let is_mark = side.spans.len() == 1 && side.counts.is_empty();
                span.length == 0 && !is_mark || number > 0 && span.offset == 0
            };
            let redundant = side.spans.iter().enumerate().filter(|&one| is_redundant(one)).count();
            if redundant > 0 {
                let message = format!("of {} {sign} spans {redundant} could be left out", side.spans.len());
                sink.tell(native.place(view), message);
            }
        }
    }
}
