use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// `HEAD` is answered as `GET` is, without the body.
    ///
    /// Prometheus does not ask so; checks of load balancers and people with `curl -I` do. The conformance suite asks once.
    "scrape/head-refused": Advice, Info, Style;
    cites HTTP, "9.3.2 HEAD";
    help "let the HTTP library answer `HEAD` by the handler of `GET`";
    bad "http" r#"
HEAD /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 405 Method Not Allowed
Allow: GET
"#;
    bad "http" r#"
HEAD /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Server: shop
"#;
    good "http" r#"
HEAD /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Length: 85
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::of(exchange).filter(|_| exchange.method() == "HEAD") else { return };
    match answer.status() {
        Some(200) if exchange.header("content-type").is_none() => {
            sink.tell(Place::default(), "the answer to `HEAD` has no Content-Type");
        }
        Some(200) | None => {}
        Some(code) => sink.tell(Place::default(), format!("`HEAD` is answered with status {code}")),
    }
}
