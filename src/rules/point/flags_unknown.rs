use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Only the lowest bit of the flags is in use.
    ///
    /// It says that no value was recorded. The other bits are reserved: whatever a sender means by them, no reader knows it. A later version may give
    /// them a meaning, so that readers pass over them.
    "point/flags-unknown": Should, Warning, DataWrong;
    cites OTLP, "metrics.proto, DataPointFlags";
    help "write 0, or 1 for a point without a recorded value";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","flags":4}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","flags":1}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","flags":0}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().all_points().filter(|point| point.data.flags & !1 != 0) {
        let message = format!("a point of `{}` has the flags {:#x}", point.metric.name, point.data.flags);
        sink.tell(point.field("flags", None), message);
    }
}
