use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// An answer that caches may keep says what it depends on.
    ///
    /// The same URL gives text, OpenMetrics or protobuf, compressed or not. A cache between scraper and target that does not know gives one reader what another asked for. Answers that no cache may keep need nothing.
    "scrape/vary-missing": Should, Info, DataWrong;
    cites HTTP, "12.5.5 Vary";
    help "send `Vary: Accept, Accept-Encoding`, or `Cache-Control: no-store`";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Cache-Control: public, max-age=60

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Cache-Control: public, max-age=60
Vary: Accept, Accept-Encoding

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
    if Answer::exposed(exchange).is_none() {
        return;
    }
    let control = exchange.header("cache-control").unwrap_or_default().to_ascii_lowercase();
    let is_kept = exchange.header("age").is_some()
        || ["public", "max-age=", "s-maxage="].into_iter().any(|word| control.contains(word));
    if !is_kept || control.contains("no-store") || control.contains("max-age=0") {
        return;
    }
    let headers = exchange.headers().iter().filter(|(name, _)| name.eq_ignore_ascii_case("vary"));
    let vary: Vec<String> = headers.map(|(_, value)| value.to_ascii_lowercase()).collect();
    let names =
        |wanted: &str| vary.iter().flat_map(|value| value.split(',')).any(|name| name.trim() == wanted);
    if !(names("*") || names("accept") && names("accept-encoding")) {
        sink.tell(
            Place::default(),
            "a cache may keep the answer, and `Vary` does not name `Accept` and `Accept-Encoding`",
        );
    }
}
