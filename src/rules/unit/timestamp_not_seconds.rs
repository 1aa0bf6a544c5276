use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// A value that is a point in time is in seconds since 1970.
    ///
    /// `time() - x_timestamp_seconds` is how an age is asked for. Milliseconds, which many languages have at hand, make it hugely negative and no alert fires.
    "unit/timestamp-not-seconds": Advice, Info, DataWrong;
    cites PROMETHEUS_NAMING, "Base units";
    help "divide by 1000, or by whatever makes it seconds";
    bad "prometheus-text" r#"
# HELP shop_last_order_timestamp_seconds When the last order was made.
# TYPE shop_last_order_timestamp_seconds gauge
shop_last_order_timestamp_seconds 1700000000123
"#;
    good "prometheus-text" r#"
# HELP shop_last_order_timestamp_seconds When the last order was made.
# TYPE shop_last_order_timestamp_seconds gauge
shop_last_order_timestamp_seconds{tier="gold"} 1700000000.123
shop_last_order_timestamp_seconds{tier="silver"} 0
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    /// Some time after the year 5000 in seconds, in 1973 in milliseconds.
    const TOO_LATE: f64 = 1e11;
    let name = &*metric.name;
    let is_meant = ["_timestamp_seconds", "_start_time_seconds"].iter().any(|end| name.ends_with(end));
    if !is_meant || !matches!(metric.kind, Kind::Gauge | Kind::Unknown) {
        return;
    }
    if let Some((value, place)) = metric.find_value(|value| value > TOO_LATE) {
        sink.tell(place, format!("`{name}` is {value}, which is no time in seconds"));
    }
}
