use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

/// First words that name no application.
const GENERIC: &[&str] = &[
    "requests",
    "request",
    "errors",
    "error",
    "latency",
    "duration",
    "count",
    "total",
    "counter",
    "gauge",
    "time",
    "size",
    "status",
    "responses",
    "response",
];

rule! {
    /// A name begins with the application or library that it belongs to.
    ///
    /// All names of an organisation share one space. `requests_total` of two services is two meanings under one name, told apart by labels only.
    "name/prefix-missing": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Metric names";
    help "put the name of the application or library in front";
    bad "prometheus-text" r#"
# HELP requests_total Requests.
# TYPE requests_total counter
requests_total 3
"#;
    good "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    let base = name.strip_suffix("_total").unwrap_or(name);
    let mut parts = words(base);
    let first = parts.next().unwrap_or_default();
    if name == "up" || metric.is_info() {
        return;
    }
    if parts.next().is_none() {
        sink.tell(metric.place(), format!("`{name}` is one word, and names no application"));
    } else if is_one_of(first, GENERIC) {
        sink.tell(metric.place(), format!("`{name}` begins with `{first}`, which names no application"));
    }
}
