use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// A unit is at most 63 ASCII characters.
    ///
    /// SDKs may refuse the instrument: that of Python raises on `µs` with a micro sign. UCUM writes it `us`.
    "metric/unit-malformed": Must, Warning, Costs;
    cites OTEL_API, "Instrument unit";
    help "write the unit as UCUM does, in ASCII";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"µs","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{orderorderorderorderorderorderorderorderorderorderorderorderorder}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"us","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    for metric in &request.metrics {
        let unit = metric.unit;
        if !unit.is_ascii() {
            sink.tell(request.metric_place(metric, "unit"), format!("the unit `{unit}` is not ASCII"));
        } else if unit.len() > 63 {
            sink.tell(
                request.metric_place(metric, "unit"),
                format!("the unit has {} characters", unit.len()),
            );
        }
    }
}
