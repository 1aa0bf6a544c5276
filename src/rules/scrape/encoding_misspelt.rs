use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Offer, offer};

rule! {
    /// A compressed body says `Content-Encoding: gzip`, in these letters.
    ///
    /// Prometheus compares the word as it is. With `GZIP` or `x-gzip` it hands the packed bytes to the parser, and the scrape fails.
    "scrape/encoding-misspelt": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "write `gzip` in lower case";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: GZIP

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: x-gzip

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(coding) = Answer::exposed(exchange).and_then(Answer::coding) else { return };
    let answer = Answer::exposed(exchange);
    let is_gzip = offer(coding, "gzip") == Offer::Taken || answer.is_some_and(Answer::is_packed);
    if is_gzip && coding != "gzip" {
        sink.tell(
            Place::default(),
            format!("the Content-Encoding is `{coding}`, and only `gzip` is understood"),
        );
    }
}
