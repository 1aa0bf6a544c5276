use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// Methods that a target does not have are refused with 405.
    ///
    /// A `PUT` or `DELETE` that is answered like a `GET` hides mistakes: a push to the wrong port looks as if it had worked. The conformance suite asks so.
    "scrape/method-ignored": Advice, Info, Style;
    cites HTTP, "15.5.6 405 Method Not Allowed";
    help "answer 405 with `Allow: GET, HEAD` to anything else";
    bad "http" r#"
PUT /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
PUT /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 405 Method Not Allowed
Allow: GET, HEAD
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::of(exchange) else { return };
    let method = exchange.method();
    let is_other = !matches!(method, "" | "GET" | "HEAD" | "OPTIONS");
    if is_other && answer.status().is_some_and(|code| (200..300).contains(&code)) {
        sink.tell(Place::default(), format!("`{method}` is answered as if it were `GET`"));
    }
}
