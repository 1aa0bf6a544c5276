use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A target that has nothing of what was asked for answers in Prometheus text 0.0.4.
    ///
    /// Every reader knows that format, so that there is no reason for 406. The conformance suite asks for formats that nobody has; Prometheus itself always takes anything in the end.
    "scrape/accept-refused": Must, Error, ScrapeFails;
    cites NEGOTIATION, "Selection of format";
    help "answer in text 0.0.4 where no format fits";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: image/png

HTTP/1.1 406 Not Acceptable
Server: shop
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: image/png

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    if Answer::to_get(exchange).and_then(Answer::status) == Some(406) {
        sink.tell(Place::default(), "the `Accept` header is refused with status 406");
    }
}
