use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ExportView;
use rustc_hash::FxHashSet;

rule! {
    /// All points of a metric stand together.
    ///
    /// Two metrics of one name, unit and type in one scope are one metric to whoever reads them. Two views that rename two instruments to one name do that.
    "metric/split": Should, Info, Costs;
    cites OTEL_DATA_MODEL, "Producer recommendations";
    help "put the points into one metric";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7"}]}}
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"2"}}],"asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let mut known: FxHashSet<_> = FxHashSet::default();
    for metric in &request.metrics {
        let identity =
            (metric.scope, metric.name, metric.unit, metric.data, metric.temporality, metric.is_monotonic);
        if !known.insert(identity) && !metric.name.is_empty() {
            sink.tell(
                request.metric_place(metric, ""),
                format!("`{}` stands here a second time", metric.name),
            );
        }
    }
}
