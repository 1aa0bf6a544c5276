use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Summaries come only from where there is no choice.
    ///
    /// Quantiles of several instances cannot be put together, and no OpenTelemetry SDK makes them. They exist to carry summaries of Prometheus.
    "metric/legacy-summary": Should, Info, Style;
    cites OTEL_DATA_MODEL, "Summary (Legacy)";
    help "measure with a histogram";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","summary":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1}]}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        if metric.data == Data::Summary && !metric.is_of_prometheus {
            sink.tell(request.metric_place(metric, "summary"), format!("`{}` is a summary", metric.name));
        }
    }
}
