use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::Answer;

rule! {
    /// The URL that is scraped answers by itself.
    ///
    /// A redirect costs a round trip with every scrape, and credentials are not sent on to another host. `/metrics` that leads to `/metrics/` comes from mounting one application in another. Prometheus follows, unless the job says `follow_redirects: false`.
    "scrape/redirected": Advice, Info, Costs;
    cites PROMETHEUS_SERVER, "scrape loop, response";
    help "scrape the URL to which the redirect leads";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 301 Moved Permanently
Location: /metrics/
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
    let Some(code @ (301 | 302 | 303 | 307 | 308)) = Answer::to_get(exchange).and_then(Answer::status) else {
        return;
    };
    let location = exchange.header("location").unwrap_or("nowhere");
    sink.tell(Place::default(), format!("status {code} leads to `{location}`"));
}
