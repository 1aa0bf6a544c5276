use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A compressed body says that it is compressed.
    ///
    /// Without `Content-Encoding` the packed bytes reach the parser, and the scrape fails. A proxy that takes the header away, and a body that was compressed twice, look so.
    "scrape/compression-unlabelled": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "send `Content-Encoding: gzip` with a body that is compressed, and compress it once";
    yields to "scrape/encoding-misspelt" "scrape/compression-unasked";
    bad "http" "GET /metrics HTTP/1.1\nAccept-Encoding: gzip\n\nHTTP/1.1 200 OK\nContent-Type: text/plain; version=0.0.4\n\n\u{1f}\u{f88b}\u{8}\0\0\0\0\0\0\u{3}";
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
    // What could not be unpacked is left as it came, and told elsewhere.
    let is_told = |answer: &Answer<'_>| answer.coding() == Some("gzip") && exchange.problem().is_some();
    let answer = Answer::to_get(exchange).filter(|answer| matches!(answer.status(), None | Some(200)));
    if answer.is_some_and(|answer| answer.is_packed() && !is_told(&answer)) {
        sink.tell(Place::default(), "the body begins as gzip does, and nothing says that it is compressed");
    }
}
