use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Delta points say when their interval began.
    ///
    /// A delta is what happened between start and time. Without a start it is a number without meaning, and no reader can see gaps or overlaps. The protocol strongly
    /// encourages it and does not demand it.
    "point/delta-start-missing": Should, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Temporality";
    help "set `start_time_unix_nano` to the time of the collection before";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in request.metrics.iter().filter(|metric| metric.temporality == 1) {
        for point in request.points_of(metric).filter(|point| point.data.start == 0 && !point.is_absent()) {
            sink.tell(
                point.field("start_time_unix_nano", None),
                format!("a delta of `{}` has no start", metric.name),
            );
        }
    }
}
