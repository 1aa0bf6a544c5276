use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

rule! {
    /// A service exposes when something happened, not how long ago that was.
    ///
    /// `time() - …_timestamp_seconds` is an age at any time; an age that is written down is old when it is read, and stands still when whatever updates it has died.
    "practice/age-exposed": Advice, Info, DataWrong;
    cites PROMETHEUS_INSTRUMENTATION, "Timestamps, not time since";
    help "expose the time of the event as `…_timestamp_seconds`";
    bad "prometheus-text" r#"
# HELP shop_since_last_order_seconds Time.
# TYPE shop_since_last_order_seconds gauge
shop_since_last_order_seconds 3
"#;
    good "prometheus-text" r#"
# HELP shop_last_order_timestamp_seconds When the last order was made.
# TYPE shop_last_order_timestamp_seconds gauge
shop_last_order_timestamp_seconds 1700000000
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if metric.kind != Kind::Gauge || name.ends_with("_timestamp_seconds") {
        return;
    }
    let found = words(name).find(|word| is_one_of(word, &["since", "age", "elapsed", "uptime"]));
    // OpenTelemetry's own conventions have `process.uptime`.
    if let Some(word) = found.filter(|_| !metric.is_bridged()) {
        sink.tell(metric.place(), format!("the gauge `{name}` is an age, as `{word}` says"));
    }
}
