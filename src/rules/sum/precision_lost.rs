use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, Shown, Value};

rule! {
    /// A sum in double precision stays below 2^53.
    ///
    /// From there on adding one changes nothing, and a rate of zero is reported of a busy service.
    "sum/precision-lost": Advice, Info, DataWrong;
    cites OTEL_DATA_MODEL, "Numeric type selection";
    help "count in integers, or in a larger unit";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":9007199254740992}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":9007199254740991}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"9007199254740993"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().points().filter(|point| point.metric.data == Data::Sum) {
        if let Value::Double(value) = point.data.number
            && value.is_finite()
            && value.abs() >= 9_007_199_254_740_992.0
        {
            sink.tell(
                point.place(),
                format!("`{}` is {}, where adding one changes nothing", point.metric.name, Shown(value)),
            );
        }
    }
}
