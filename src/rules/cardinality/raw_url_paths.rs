use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

/// So many paths with the name of one thing are no accident.
const MANY: usize = 5;

/// Labels that hold paths of requests; those of files are called otherwise.
const KEYS: &[&str] = &["path", "url", "uri", "route", "endpoint", "handler", "target"];

rule! {
    /// A label for paths holds routes, not the paths of requests.
    ///
    /// `/users/{id}` is one series, `/users/4711` one for each user, and any scanner that asks for paths that do not exist makes as many as it likes.
    "cardinality/raw-url-paths": Advice, Warning, Costs;
    cites SEMANTIC_CONVENTIONS, "http.route";
    help "label with the template that the router matched, without query string";
    bad "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{path="/users/4711"} 1
shop_requests_total{path="/users/4712"} 1
shop_requests_total{path="/users/4713"} 1
shop_requests_total{path="/users/4714/cart"} 1
shop_requests_total{path="/carts/5f2b9c01"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{path="/search?q=tea"} 1
shop_requests_total{path="/search?q=pots"} 1
"#;
    bad "otlp" r#"{"name":"http.server.active_requests","description":"Requests.","unit":"{request}","sum":{"aggregationTemporality":2,"dataPoints":[{"attributes":[{"key":"url.path","value":{"stringValue":"/a?b=1"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"17"},{"attributes":[{"key":"url.path","value":{"stringValue":"/a?b=2"}}],"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asInt":"17"}]}}"#;
    good "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{path="/users/{id}"} 1
shop_requests_total{path="/users/:id/cart"} 1
shop_requests_total{path="/api/v1/search"} 1
shop_requests_total{path="/errors/404"} 1
# HELP shop_disk_bytes Size.
# TYPE shop_disk_bytes gauge
shop_disk_bytes{mountpoint="/mnt/1"} 1
shop_disk_bytes{mountpoint="/mnt/2"} 1
shop_disk_bytes{mountpoint="/mnt/3"} 1
shop_disk_bytes{mountpoint="/mnt/4"} 1
shop_disk_bytes{mountpoint="/mnt/5"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|column| is_key(&column.key)) {
        let is_raw = |text: &str| is_path(text) && has_identifier(text);
        let is_query =
            |text: &str| is_path(text) && text.split_once('?').is_some_and(|(_, query)| query.contains('='));
        let (queries, raw) = (column.count(2, is_query), column.count(MANY, is_raw));
        if queries < 2 && raw < MANY {
            continue;
        }
        let example = if queries == 2 { column.find(is_query) } else { column.find(is_raw) };
        let message = format!(
            "`{}` of `{}` has {}, such as `{}`",
            column.key,
            metric.name,
            column.amount(),
            example.unwrap_or_default()
        );
        sink.tell(metric.place(), message);
    }
}

fn is_key(key: &str) -> bool {
    KEYS.contains(&key) || ["http_", "http.", "url_", "url."].iter().any(|start| key.starts_with(start))
}

fn is_path(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("http://") || text.starts_with("https://")
}

/// Whether a part of a path names one thing: a number, or many hexadecimal digits.
fn has_identifier(text: &str) -> bool {
    let path =
        text.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or(text, |(_, path)| path);
    path.split(['/', '?']).any(|part| {
        let has_digit = part.bytes().any(|byte| byte.is_ascii_digit());
        let is_number = has_digit && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_hex = part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        is_number || has_digit && is_hex
    })
}
