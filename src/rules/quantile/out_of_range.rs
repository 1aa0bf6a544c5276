use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Quantiles lie between 0, the least value, and 1, the greatest.
    ///
    /// `99` is a percentile: the quantile is `0.99`.
    "quantile/out-of-range": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, ValueAtQuantile";
    help "write `0.99` for the 99th percentile";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1},{"quantile":99,"value":2}]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":-0.5,"value":1}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1},{"quantile":0.9,"value":2}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Summary]) {
        for (at, (quantile, _)) in point.quantiles().enumerate() {
            if !(0.0..=1.0).contains(&quantile) {
                let message = format!("`{}` has the quantile {quantile}", point.metric.name);
                sink.tell(point.field("quantile_values", Some(at)), message);
            }
        }
    }
}
