use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type of a scrape is one that Prometheus reads.
    ///
    /// These are `text/plain`, `application/openmetrics-text` and `application/vnd.google.protobuf`. Prometheus 3 refuses any other, Prometheus 2 took it for text. A web framework that says `text/html` or `application/json` by itself is the usual source; `application/x-protobuf` is the type of something else.
    "scrape/content-type-unknown": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "HTTP Content-Type requirements";
    help "set the Content-Type of the format that is written, for instance `text/plain; version=0.0.4; charset=utf-8`";
    yields to "openmetrics/protobuf-unasked";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: application/octet-stream

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: application/x-protobuf
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: */*

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(media) = Answer::exposed(exchange).and_then(Answer::media) else { return };
    if media.format().is_none() {
        sink.tell(Place::default(), format!("no scraper reads the Content-Type `{}`", media.essence));
    }
}
