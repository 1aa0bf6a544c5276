use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Point};
use rustc_hash::FxHashMap;

rule! {
    /// The intervals of delta points of one stream do not overlap.
    ///
    /// What happened in both is counted twice. Two writers with one identity look so, or an exporter that sends again what it had sent before, with more in it.
    "point/intervals-overlap": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Overlap";
    help "begin each interval where the one before ended";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"},{"startTimeUnixNano":"1699999995000000000","timeUnixNano":"1700000005000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999980000000000","timeUnixNano":"1699999990000000000","asInt":"3"},{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"},{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000005000000000","asInt":"8"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let mut streams: FxHashMap<u64, Vec<Point<'_>>> = FxHashMap::default();
    for metric in request.metrics.iter().filter(|metric| metric.temporality == 1) {
        let key = request.metric_key(metric);
        for point in request.points_of(metric).filter(|point| !point.is_absent() && point.data.start != 0) {
            streams.entry(key.wrapping_add(point.data.attributes_hash)).or_default().push(point);
        }
    }
    for mut points in streams.into_values().filter(|points| points.len() > 1) {
        points.sort_by_key(|point| (point.data.time, point.data.start));
        for pair in points.windows(2) {
            let (before, after) = (pair[0].data, pair[1].data);
            if before.time != after.time && after.start < before.time {
                let message =
                    format!("an interval of `{}` begins before the one before it ends", pair[1].metric.name);
                sink.tell(pair[1].place(), message);
            }
        }
    }
}
