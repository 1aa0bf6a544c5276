use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A body comes to its end.
    ///
    /// It is as long as `Content-Length` says, or ends with an empty chunk. Prometheus keeps nothing of a body that breaks off. A service that crashes while it writes looks so, and one that counts characters where the header means bytes.
    "scrape/body-cut-short": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "let the HTTP library count and frame the body";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Length: 1000

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Transfer-Encoding: chunked
problem: unexpected EOF

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Length: 85

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::to_get(exchange).filter(|answer| answer.status() == Some(200)) else { return };
    if !answer.is_cut_short() {
        return;
    }
    let came = exchange.wire_size();
    let message = match answer.promised() {
        Some(length) => format!("Content-Length says {length} bytes, and {came} came"),
        None => format!("the body breaks off after {came} bytes"),
    };
    sink.tell(Place::default(), message);
}
