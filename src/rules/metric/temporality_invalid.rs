use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Sums and histograms say whether they are delta or cumulative.
    ///
    /// Zero is what a field that was forgotten looks like, and nobody can add up what it comes with. Prometheus refuses the whole request.
    "metric/temporality-invalid": Must, Error, DataLost;
    cites OTLP, "metrics.proto, AggregationTemporality";
    help "set `aggregation_temporality` to delta (1) or cumulative (2)";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":0,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":3,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","sum":3}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let data = match metric.data {
            Data::Sum => "sum",
            Data::Histogram => "histogram",
            Data::Exponential => "exponential_histogram",
            Data::None | Data::Gauge | Data::Summary => continue,
        };
        let message = match metric.temporality {
            0 => format!("`{}` says neither delta nor cumulative", metric.name),
            1 | 2 => continue,
            other => format!("`{}` has the temporality {other}, which does not exist", metric.name),
        };
        let mut place = request.metric_place(metric, data);
        if let Some(path) = &mut place.pointer {
            request.step(path, "aggregation_temporality", None);
        }
        sink.tell(place, message);
    }
}
