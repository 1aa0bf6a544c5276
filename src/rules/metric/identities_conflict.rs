use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, SentMetric};
use rustc_hash::FxHashMap;

rule! {
    /// Within a scope a name means one thing: one unit, one type of data, one temporality, whatever the case of its letters.
    ///
    /// SDKs must pass on both when an instrument is made twice in different ways, and should warn. What a backend makes of the two is its own choice: it keeps one, mixes them, or refuses both.
    "metric/identities-conflict": Should, Warning, DataWrong;
    cites OTEL_SDK, "Duplicate instrument registration";
    help "make the instrument once, or rename one of the two; a view can";
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
{"name":"orders","description":"Orders taken.","unit":"1","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a","value":{"stringValue":"1"}}],"asInt":"7"}]}}
"#;
    bad "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
{"name":"Orders","description":"Orders taken.","unit":"{order}","gauge":{"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    good "otlp" r#"
{"name":"orders","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
{"name":"orders.cancelled","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","asInt":"7"}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let mut known: FxHashMap<(u64, String), &SentMetric<'_>> = FxHashMap::default();
    for metric in &request.metrics {
        let key = (request.scope_key(metric), metric.name.to_ascii_lowercase());
        let first = *known.entry(key).or_insert(metric);
        let message = if first.unit != metric.unit {
            format!("`{}` is in `{}` here, and in `{}` before", metric.name, metric.unit, first.unit)
        } else if first.data != metric.data {
            format!("`{}` is a {} here, and a {} before", metric.name, metric.data.noun(), first.data.noun())
        } else if first.temporality != metric.temporality {
            format!("`{}` has another temporality before", metric.name)
        } else if first.is_monotonic != metric.is_monotonic {
            format!(
                "`{}` is {} monotonic sum before",
                metric.name,
                if first.is_monotonic { "a" } else { "no" }
            )
        } else {
            continue;
        };
        if !metric.name.is_empty() {
            sink.tell(request.metric_place(metric, ""), message);
        }
    }
}
