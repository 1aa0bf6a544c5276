use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;

rule! {
    /// Where nothing was observed there is no least and no greatest value.
    ///
    /// They are left from the interval before, or the count was lost.
    "distribution/extremes-of-nothing": Advice, Error, DataWrong;
    cites OTLP, "metrics.proto, min and max";
    help "leave `min` and `max` out when the count is zero";
    yields to "distribution/min-above-max";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":0,"min":1,"max":3}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"0","sum":0}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms().filter(|(_, seen)| seen.count == 0) {
        let said = [("min", seen.min), ("max", seen.max)];
        let strange = |(field, value): (_, Option<f64>)| Some((field, value.filter(|&value| value != 0.0)?));
        if let Some((field, value)) = said.into_iter().find_map(strange) {
            let message = format!("`{}` counts nothing, and its `{field}` is {value}", point.metric.name);
            sink.tell(point.field(field, None), message);
        }
    }
}
