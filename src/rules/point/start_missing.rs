use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Cumulative points say when they began.
    ///
    /// Without a start a reader cannot tell a restart from a fall, nor what the first value means. Bridges from Prometheus are excused: they often do not know.
    "point/start-missing": Should, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Temporality";
    help "set `start_time_unix_nano`";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let has_start = matches!(metric.data, Data::Sum | Data::Histogram | Data::Exponential);
        if !has_start || metric.temporality == 1 || metric.is_of_prometheus {
            continue;
        }
        for point in request.points_of(metric).filter(|point| point.data.start == 0 && !point.is_absent()) {
            sink.tell(
                point.field("start_time_unix_nano", None),
                format!("a point of `{}` has no start", metric.name),
            );
        }
    }
}
