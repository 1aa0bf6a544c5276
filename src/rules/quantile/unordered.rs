use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The quantiles of a summary rise, each above the one before.
    ///
    /// Readers may rely on it; where a quantile stands twice, one of its values is lost.
    "quantile/unordered": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, SummaryDataPoint";
    help "sort the quantiles, and write each once";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.9,"value":2},{"quantile":0.5,"value":1}]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1},{"quantile":0.5,"value":1}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1},{"quantile":0.9,"value":2}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0,"value":1},{"quantile":1,"value":2}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Summary]) {
        let mut before = None;
        for (at, (quantile, _)) in point.quantiles().enumerate() {
            if let Some(before) = before.filter(|&before| before >= quantile) {
                let message =
                    format!("after the quantile {before} comes {quantile} in `{}`", point.metric.name);
                sink.tell(point.field("quantile_values", Some(at)), message);
            }
            before = Some(quantile);
        }
    }
}
