use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// No series says that attribution was lost.
    ///
    /// An SDK that has reached its limit of attribute sets puts all further measurements into one series with `otel.metric.overflow`. The SDK is right to do so; the application has more combinations than it was given room for, and the other series are too small by what is in here.
    "cardinality/overflow": Must, Warning, DataWrong;
    cites OTEL_SDK, "Overflow attribute";
    help "record fewer attributes, choose them in a view, or raise the cardinality limit";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{otel_metric_overflow="true"} 17
"#;
    bad "otlp" r#"{"name":"shop.orders","description":"Orders.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"otel.metric.overflow","value":{"boolValue":true}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"17"}]}}"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{otel_metric_overflow="false"} 17
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let is_meant = |label: &str| matches!(label, "otel.metric.overflow" | "otel_metric_overflow");
    if !metric.has_label(is_meant) {
        return;
    }
    for column in metric.columns().iter().filter(|column| is_meant(&column.key)) {
        if column.find(|value| value == "true").is_some() {
            let message = format!("`{}` has an overflow series: some attributes were lost", metric.name);
            sink.tell(metric.place().series(format_args!("{{{}=\"true\"}}", column.key)), message);
        }
    }
}
