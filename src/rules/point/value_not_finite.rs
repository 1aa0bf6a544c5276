use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, Value};

rule! {
    /// Values are finite numbers.
    ///
    /// NaN and infinities are legal on the wire and poison whatever they are added to. A division by zero in a callback is the usual source; JSON encoders often break on them.
    "point/value-not-finite": Must, Warning, DataWrong;
    cites OTEL_SDK, "Numerical limits handling";
    help "do not record what is not a number";
    yields to "distribution/min-above-max";
    bad "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":"NaN"}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"1","sum":"Infinity"}]}}
"#;
    good "otlp" r#"
{"name":"stock","description":"Items in stock.","unit":"{item}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asDouble":1e308}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().points() {
        let is_number = matches!(point.metric.data, Data::Gauge | Data::Sum);
        let seen = point.distribution();
        let (field, value) = match point.data.number {
            Value::Double(value) if !value.is_finite() => ("as_double", value),
            _ if is_number => continue,
            _ => {
                let all = [("sum", seen.sum), ("min", seen.min), ("max", seen.max)];
                let strange =
                    |(field, value): (_, Option<f64>)| Some((field, value.filter(|one| !one.is_finite())?));
                let Some(found) = all.into_iter().find_map(strange) else { continue };
                found
            }
        };
        sink.tell(point.field(field, None), format!("`{field}` of `{}` is {value}", point.metric.name));
    }
}
