use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A metric has a name.
    ///
    /// Nothing can be stored, found or asked for without one, and Prometheus refuses the whole request for it.
    "metric/name-missing": Must, Error, DataLost;
    cites OTEL_API, "Instrument name syntax";
    help "give the metric a name";
    bad "otlp" r#"
{"name":"","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        if metric.name.is_empty() {
            sink.tell(request.metric_place(metric, "name"), "the metric has no name");
        }
    }
}
