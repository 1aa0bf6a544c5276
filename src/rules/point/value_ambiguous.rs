use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A point has one value: an integer or a double.
    ///
    /// Of two members of a `oneof` readers take the last that they meet; in JSON the order of keys decides nothing that anybody agreed on.
    "point/value-ambiguous": Must, Error, DataWrong;
    cites OTLP, "metrics.proto, NumberDataPoint";
    help "set one of `as_int` and `as_double`";
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7","asDouble":8}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":8}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().points().filter(|point| point.data.values == 3) {
        let message = format!("a point of `{}` has both `as_int` and `as_double`", point.metric.name);
        sink.tell(point.place(), message);
    }
}
