use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// A scrape succeeds.
    ///
    /// Whatever the reason: where nothing else is told, this is. The target cannot be reached, breaks the connection off, exceeds a limit of the scrape job or leads from one redirect to the next. `up` is 0, and every series of the target ends.
    "scrape/failed": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop";
    help "look whether the target listens at that address and what its log says";
    yields to "scrape/compression-unasked";
    bad "http" r#"
GET /metrics HTTP/1.1
problem: Get "http://shop:8000/metrics": dial tcp shop:8000: connect: connection refused
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
problem: sample limit exceeded

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
    if Answer::to_get(exchange).is_none() {
        return;
    }
    match exchange.problem() {
        Some(problem) => {
            // The URL stands in the exchange.
            let cause = problem
                .strip_prefix("Get ")
                .and_then(|rest| rest.split_once("\": "))
                .map_or(problem, |(_, cause)| cause);
            sink.tell(Place::default(), format!("the scrape failed: {cause}"));
        }
        None if !exchange.method().is_empty() && exchange.status().is_none() => {
            sink.tell(Place::default(), "the scrape failed: no answer came");
        }
        None => {}
    }
}
