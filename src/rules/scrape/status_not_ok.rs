use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A scrape is answered with status 200.
    ///
    /// Prometheus takes any other for a failure, also 204, 206 and whatever else begins with a 2. An exception in a collector gives 500, a target that wants credentials 401 or 403.
    ///
    /// A redirect is no failure; `scrape/redirected` tells of it.
    "scrape/status-not-ok": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "answer with 200 and everything that can be said; look into the log of the service for what failed";
    yields to "scrape/get-refused" "scrape/accept-refused";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 204 No Content
Server: shop
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 500 Internal Server Error
Content-Type: text/plain
problem: server returned HTTP status 500 Internal Server Error

An error has occurred.
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Basic realm="metrics"
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
    let Some(code) = Answer::to_get(exchange).and_then(Answer::status) else { return };
    let is_redirect = matches!(code, 301 | 302 | 303 | 307 | 308);
    if code != 200 && !is_redirect {
        sink.tell(Place::default(), format!("the scrape is answered with status {code}"));
    }
}
