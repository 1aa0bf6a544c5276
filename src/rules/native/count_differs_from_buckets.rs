use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// A native histogram counts what its buckets do.
    ///
    /// Each observation falls into the zero bucket or one of the others; only NaN falls into none, and then the sum is NaN too and the count may be the larger. Prometheus refuses the scrape where they do not add up.
    ///
    /// Reading count and buckets without a lock is the usual source.
    "native/count-differs-from-buckets": Must, Error, ScrapeFails;
    cites NATIVE_HISTOGRAMS, "Special cases of observed values";
    help "take count and buckets at one moment";
    yields to "native/spans-do-not-add-up" "native/bucket-count-negative";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 5 sample_sum: 3.2 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 2 sample_sum: 3.2 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 2 sample_sum: NaN schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count: 9 sample_sum: NaN schema: 0 zero_threshold: 2.938735877055719e-39 zero_count: 1 positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 0.3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: 0.1 positive_span { offset: 0 length: 2 } positive_count: 0.1 positive_count: 0.1 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives().filter(|native| !native.is_fractional()) {
        let Some((count, total)) = native.totals() else { continue };
        let may_exceed = native.histogram.sum().is_some_and(crate::model::Number::is_nan);
        if !(count == total || may_exceed && count > total) {
            sink.tell(native.place(view), format!("the count is {count}, and the buckets count {total}"));
        }
    }
}
