use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Every point says its time.
    ///
    /// Zero is what a field that was forgotten looks like. Receivers may refuse the point; Prometheus stores it in January 1970, where nobody finds it.
    "point/time-missing": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, Metric";
    help "set `time_unix_nano`";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"0","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().all_points().filter(|point| point.data.time == 0) {
        sink.tell(
            point.field("time_unix_nano", None),
            format!("a point of `{}` has no time", point.metric.name),
        );
    }
}
