use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// No point begins after its own time.
    ///
    /// Equal times are fine: they mark a start that is not known. A later start is a mix-up of two fields or of two clocks, and Prometheus passes it on as it is.
    "point/start-after-time": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Resets and gaps";
    help "set the start to the time of the first measurement, and the time to that of the collection";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1699999990000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().points() {
        let (start, time) = (point.data.start, point.data.time);
        if time != 0 && start > time {
            let after = std::time::Duration::from_nanos(start - time);
            let message = format!("a point of `{}` starts {after:?} after its time", point.metric.name);
            sink.tell(point.field("start_time_unix_nano", None), message);
        }
    }
}
