use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// More than a service can have a use for.
const MANY: usize = 15;

/// The methods that are registered, and what stands for all others.
const METHODS: &[&str] = &[
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "CONNECT",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "QUERY",
    "_OTHER",
    "ACL",
    "BASELINE-CONTROL",
    "BIND",
    "CHECKIN",
    "CHECKOUT",
    "COPY",
    "LABEL",
    "LINK",
    "LOCK",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MKREDIRECTREF",
    "MKWORKSPACE",
    "MOVE",
    "ORDERPATCH",
    "PRI",
    "PROPFIND",
    "PROPPATCH",
    "REBIND",
    "REPORT",
    "SEARCH",
    "UNBIND",
    "UNCHECKOUT",
    "UNLINK",
    "UNLOCK",
    "UPDATE",
    "UPDATEREDIRECTREF",
    "VERSION-CONTROL",
    "PURGE",
];

rule! {
    /// A method that nobody knows is recorded as `_OTHER`.
    ///
    /// The method is what the client writes: a scanner that invents some makes as many series as it likes.
    "convention/method-unknown": Advice, Warning, Costs;
    cites SEMANTIC_CONVENTIONS, "http.request.method";
    help "record `_OTHER` for methods that are not known";
    bad "otlp" r#"
{"name":"shop.requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"FOOBAR"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    bad "otlp" r#"
{"name":"shop.requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"get"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"_OTHER"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"},{"attributes":[{"key":"http.request.method","value":{"stringValue":"PROPFIND"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns() {
        if !matches!(&*column.key, "http.request.method" | "http_request_method") {
            continue;
        }
        // A bridge fills in labels that a series does not have.
        if let Some(method) = column.find(|method| !method.is_empty() && !METHODS.contains(&method)) {
            let message =
                format!("`{}` of `{}` is {method:?}, which is no registered method", column.key, metric.name);
            sink.tell(metric.place(), message);
        } else if column.values.len() > MANY {
            let message = format!("`{}` of `{}` has {}", column.key, metric.name, column.amount());
            sink.tell(metric.place(), message);
        }
    }
}
