use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Character, Metric, Worlds};

rule! {
    /// No label holds an e-mail address.
    ///
    /// It is a person's, it is one of an unlimited number, and it is copied to everybody who may read metrics. One is enough to be told; what it says is not repeated here.
    "cardinality/email-address": Advice, Warning, Costs;
    cites PROMETHEUS_NAMING, "Labels";
    help "take the label away; say who in a log";
    bad "prometheus-text" r#"
# HELP shop_logins_total Logins.
# TYPE shop_logins_total counter
shop_logins_total{who="a@example.org"} 3
"#;
    bad "otlp" r#"{"name":"shop.logins","description":"Logins.","unit":"{login}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"who","value":{"stringValue":"a@example.org"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"17"}]}}"#;
    good "prometheus-text" r#"
# HELP shop_units State of units.
# TYPE shop_units gauge
shop_units{unit="getty@tty1.service"} 1
shop_units{unit="user@1000.service"} 1
shop_units{unit="@shop/cart@1.2.0"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns() {
        if column.has(Character::At) && column.find(is_email).is_some() {
            sink.tell(
                metric.place(),
                format!("`{}` of `{}` holds an e-mail address", column.key, metric.name),
            );
        }
    }
}

/// Whether it is a name, an `@` and a host with a top level of letters that no unit file ends in.
fn is_email(text: &str) -> bool {
    const UNITS: &[&str] =
        &["service", "socket", "timer", "target", "mount", "slice", "scope", "path", "device", "swap"];
    let Some((name, host)) = text.split_once('@') else { return false };
    let Some((domain, top)) = host.rsplit_once('.') else { return false };
    let is_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    !name.is_empty()
        && name.chars().all(is_name)
        && !domain.is_empty()
        && domain.chars().all(is_host)
        && (2..=24).contains(&top.len())
        && top.chars().all(|c| c.is_ascii_alphabetic())
        && !UNITS.contains(&top)
}
