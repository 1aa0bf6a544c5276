use crate::capture::Exchange;
use crate::exposition::MediaType;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type of a scrape is one media type with parameters.
    ///
    /// Prometheus 3 parses it and refuses the scrape where that fails: an empty parameter, a parameter without a value or one with two values, or two media types in one header.
    "scrape/content-type-malformed": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "HTTP Content-Type requirements";
    help "send `Content-Type: text/plain; version=0.0.4; charset=utf-8`";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain;;

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; charset

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; version=1.0.0

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain, application/openmetrics-text

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version="0.0.4"

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: Text/Plain; version=0.0.4

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; Version=0.0.4

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange) else { return };
    let Some(text) = answer.exchange.header("content-type").filter(|text| !text.trim().is_empty()) else {
        return;
    };
    if let Err(wrong) = MediaType::parse(text) {
        let wrong = wrong.trim_start_matches("mime: ");
        sink.tell(Place::default(), format!("the Content-Type `{text}` cannot be read: {wrong}"));
    }
}
