use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView};

rule! {
    /// Points of sums and gauges have a value, or the flag that says that there is none.
    ///
    /// Prometheus stores zero where the value is missing, and zero is a number that somebody will believe.
    "point/value-missing": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, NumberDataPoint";
    help "set `as_int` or `as_double`, or the flag for no recorded value";
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000"}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","flags":1}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"0"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let is_number = |data| matches!(data, Data::Gauge | Data::Sum);
    let points = view.request().points().filter(|point| is_number(point.metric.data));
    for point in points.filter(|point| point.data.values == 0) {
        sink.tell(point.place(), format!("a point of `{}` has no value", point.metric.name));
    }
}
