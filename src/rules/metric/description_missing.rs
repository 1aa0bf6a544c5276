use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Metrics have a description.
    ///
    /// It becomes the help text in Prometheus, and is all that a colleague at three in the morning has.
    "metric/description-missing": Advice, Info, Style;
    cites OTEL_API, "Instrument description";
    help "say in a sentence what is measured";
    bad "otlp" r#"
{"name":"orders","description":"","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let mut without = request.metrics.iter().filter(|metric| metric.description.is_empty());
    if let Some(first) = without.next() {
        let message = match without.count() {
            0 => format!("`{}` has no description", first.name),
            more => format!("`{}` and {more} more have no description", first.name),
        };
        sink.tell(request.metric_place(first, "description"), message);
    }
}
