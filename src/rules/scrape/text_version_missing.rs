use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The Content-Type of a Prometheus text says the version.
    ///
    /// All readers take `text/plain` alone for version 0.0.4, and several libraries send no more.
    "scrape/text-version-missing": Must, Info, Style;
    cites NEGOTIATION, "Content-Type response";
    help "add `version=0.0.4` to the Content-Type";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; charset=utf-8

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
    let Some(media) = Answer::exposed(exchange).and_then(Answer::media) else { return };
    if media.essence == "text/plain" && media.parameter("version").is_none() {
        sink.tell(Place::default(), "the Content-Type `text/plain` has no `version`");
    }
}
