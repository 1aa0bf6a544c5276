use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A plain `GET` brings the metrics.
    ///
    /// Neither a body nor a special header is needed for it. A target that answers 405 was made for pushes, or the path belongs to something else.
    "scrape/get-refused": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Overall structure";
    help "serve the exposition on `GET`, by custom on `/metrics`";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 405 Method Not Allowed
Allow: POST
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 411 Length Required
Server: shop
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
    let what = match Answer::to_get(exchange).and_then(Answer::status) {
        Some(405 | 501) => "the method `GET` is refused",
        Some(411) => "a body is asked for",
        Some(415) => "a Content-Type is asked for",
        Some(428) => "a condition is asked for",
        _ => return,
    };
    sink.tell(Place::default(), what);
}
