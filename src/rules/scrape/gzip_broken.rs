use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A body that is declared as gzip can be unpacked to its end.
    ///
    /// Plain text under `Content-Encoding: gzip`, a stream that breaks off and junk behind its end all fail the scrape. Several gzip members one after the other are fine.
    "scrape/gzip-broken": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "close the compressor before the body is sent, and declare only what is compressed";
    yields to "scrape/body-cut-short";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip
problem: gzip: invalid header
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip
problem: unexpected EOF
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
    let Some(answer) = Answer::exposed(exchange).filter(|answer| answer.coding() == Some("gzip")) else {
        return;
    };
    if answer.failed_by("gzip: ") || answer.failed_by("unexpected EOF") {
        let problem = exchange.problem().unwrap_or_default();
        sink.tell(Place::default(), format!("the body cannot be unpacked: {problem}"));
    }
}
