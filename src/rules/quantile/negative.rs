use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// The value of a quantile is not negative.
    ///
    /// Summaries are of what cannot be negative, and readers may take them so. Bridges from Prometheus, whose text knows no such limit, are excused, and NaN says that there was nothing of late.
    "quantile/negative": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, ValueAtQuantile";
    help "observe what cannot be negative, or use a gauge";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":-1}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1},{"quantile":0.9,"value":2}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":"NaN"}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, _) in view.request().points_with(&[Data::Summary]) {
        if point.metric.is_of_prometheus {
            continue;
        }
        for (at, (quantile, value)) in point.quantiles().enumerate() {
            if value < 0.0 {
                let message = format!("the quantile {quantile} of `{}` is {value}", point.metric.name);
                sink.tell(point.field("quantile_values", Some(at)), message);
            }
        }
    }
}
