use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Point};

rule! {
    /// All delta points of a metric in one request begin at one time.
    ///
    /// They tell of one interval, that since the collection before. The section is a draft, and SDKs that take the time of the first measurement of each series are many.
    "point/delta-starts-differ": Must, Info, DataWrong;
    cites OTEL_SDK, "Start timestamps";
    help "start each delta at the time of the collection before";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7"},{"startTimeUnixNano":"1699999991000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"2"}}],"asInt":"8"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in request.metrics.iter().filter(|metric| metric.temporality == 1) {
        let mut points = request.points_of(metric).filter(|point| !point.is_absent());
        let Some(first) = points.next() else { continue };
        // Several points of one stream have several intervals.
        let differs = |point: &Point<'_>| {
            point.data.start != first.data.start
                && point.data.time == first.data.time
                && point.data.start != 0
        };
        if let Some(other) = points.find(differs).filter(|_| first.data.start != 0) {
            let message = format!("`{}` has deltas of one time that began at different ones", metric.name);
            sink.tell(other.field("start_time_unix_nano", None), message);
        }
    }
}
