use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// `error.type` is a class or a code, not a message.
    ///
    /// Messages hold what was asked for, addresses and durations, and each makes a series.
    "convention/error-type-text": Advice, Warning, Costs;
    cites SEMANTIC_CONVENTIONS, "error.type";
    help "record the name of the exception or the status, and log the message";
    bad "otlp" r#"
{"name":"shop.errors","description":"Errors.","unit":"{error}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"error.type","value":{"stringValue":"no stock for 4711"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.errors","description":"Errors.","unit":"{error}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"error.type","value":{"stringValue":"500"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"},{"attributes":[{"key":"error.type","value":{"stringValue":"java.net.UnknownHostException"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    // Whole numbers are statuses, and versions of libraries stand in names of classes.
    let is_text = |text: &str| {
        let mut run = 0;
        let has_long_number = text.bytes().any(|byte| {
            run = if byte.is_ascii_digit() { run + 1 } else { 0 };
            run > 3
        });
        text.trim().contains(' ') || has_long_number && !text.bytes().all(|byte| byte.is_ascii_digit())
    };
    for column in metric.columns() {
        if !matches!(&*column.key, "error.type" | "error_type") {
            continue;
        }
        if let Some(text) = column.find(is_text) {
            let start: String = text.chars().take(40).collect();
            let message = format!("`{}` of `{}` is a message: {start:?}", column.key, metric.name);
            sink.tell(metric.place(), message);
        }
    }
}
