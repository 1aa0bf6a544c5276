use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Obstacle, World, obstacle};

rule! {
    /// A scrape that failed does not say that it went well.
    ///
    /// A status from 500 on tells the scraper at once, and `up` becomes 0 for a reason that can be read. With status 200 the news of the failure is parsed as metrics, which fails with a message about its first word. A target that has a part of the data sends it with 200 and a gauge of its own that says what is missing.
    "scrape/failure-as-success": Advice, Error, ScrapeFails;
    cites PROMETHEUS_EXPORTERS, "Failed scrapes";
    help "answer with 500 where there is nothing to expose";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

database timeout
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

<html><body>Bad Gateway</body></html>
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

{"error": "database timeout"}
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP shop_up Whether the database answered.
# TYPE shop_up gauge
shop_up 0
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(world) = World::of(exchange.format()) else { return };
    if obstacle(exchange, world) == Some(Obstacle::Failure) {
        let begin = &exchange.body()[..exchange.body().len().min(60)];
        let begin = String::from_utf8_lossy(begin);
        let line = begin.trim_start().lines().next().unwrap_or_default();
        sink.tell(
            Place::default(),
            format!("status 200 with a body that has no line of an exposition: {line:?}"),
        );
    }
}
