use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Native, Worlds};

rule! {
    /// A native histogram that counts in fractions counts what its buckets do.
    ///
    /// Prometheus checks whole numbers and believes fractions, so that rates come from the one and quantiles from the other. Rounding is no difference, and with a NaN among the observations the count may be the larger.
    "native/fractional-count-differs": Must, Error, DataWrong;
    cites NATIVE_HISTOGRAMS, "Special cases of observed values";
    help "take count and buckets at one moment";
    yields to "native/spans-do-not-add-up" "native/bucket-count-negative";
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 3.5 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: 1 positive_span { offset: 0 length: 2 } positive_count: 1 positive_count: 1 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: nan sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: 1 positive_span { offset: 0 length: 2 } positive_count: 1 positive_count: 1 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "wait_seconds" help: "How long orders wait." type: 4 metric { histogram { sample_count_float: 0.3 sample_sum: 5 schema: 0 zero_threshold: 2.938735877055719e-39 zero_count_float: 0.1 positive_span { offset: 0 length: 2 } positive_count: 0.1 positive_count: 0.1 } } }
"#;
    check Check::Family(Worlds::PROTOBUF.and(Worlds::OPENMETRICS_2), check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    for native in view.natives().filter(Native::is_fractional) {
        let Some((count, total)) = native.totals() else { continue };
        let may_exceed = native.histogram.sum().is_some_and(crate::model::Number::is_nan);
        let is_same = (count - total).abs() <= 1e-9 * count.abs().max(total.abs());
        if !(is_same || may_exceed && count > total) {
            sink.tell(native.place(view), format!("the count is {count}, and the buckets count {total}"));
        }
    }
}
