use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The answer to a scrape says its Content-Type.
    ///
    /// Prometheus 3 refuses a body without one, unless the scrape job names a protocol to fall back to; Prometheus 2 took it for text. Services that write the text by hand mostly forget it, and notice when the server is upgraded.
    "scrape/content-type-missing": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "HTTP Content-Type requirements";
    help "send `Content-Type: text/plain; version=0.0.4; charset=utf-8`";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Server: shop

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::to_get(exchange) else { return };
    let has_none = exchange.header("content-type").is_none_or(|value| value.trim().is_empty());
    let is_exposed = Answer::exposed(exchange).is_some() || answer.failed_by("blank Content-Type");
    if is_exposed && has_none {
        sink.tell(Place::default(), "the answer has no Content-Type");
    }
}
