use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metrics, Worlds};

/// What specifications themselves put into attributes of metrics, and bridges into labels.
const KNOWN: &[&str] = &[
    "otel.scope.",
    "otel.library.",
    "otel.status_code",
    "otel.status_description",
    "otel.metric.overflow",
    "otel.component.",
    "otel.span.",
    "otel.event.",
    "otel.trace_state",
    "otel.sdk.",
];

rule! {
    /// Attributes of an application do not begin with `otel.`.
    ///
    /// What a specification adds there tomorrow would mean something else under the same key. An own prefix costs nothing.
    "convention/otel-namespace": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Naming, otel.* namespace";
    help "begin the key with a prefix of your own";
    bad "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"otel.mykey","value":{"stringValue":"x"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"shop.mykey","value":{"stringValue":"x"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Metrics(Worlds::OTLP, check);
}

fn check(metrics: &Metrics<'_>, sink: &mut Sink<'_>) {
    for (metric, column) in metrics.columns() {
        if column.key.starts_with("otel.") && !KNOWN.iter().any(|known| column.key.starts_with(known)) {
            let message =
                format!("the attribute `{}` of `{}` stands where specifications do", column.key, metric.name);
            sink.tell(metric.place(), message);
        }
    }
}
