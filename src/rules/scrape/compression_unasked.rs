use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Offer, offer};

rule! {
    /// A body is compressed only by a coding that the request offers.
    ///
    /// Without `Accept-Encoding`, or with `identity` alone, it comes as it is. Prometheus offers gzip and nothing else, and reads nothing else.
    "scrape/compression-unasked": Must, Error, DataLost;
    cites NEGOTIATION, "Compression";
    help "compress only where `Accept-Encoding` names the coding";
    yields to "scrape/encoding-misspelt";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: zstd

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: identity

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
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
    good "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: zstd, gzip

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: zstd

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange).filter(|answer| answer.knows_request()) else { return };
    let Some(coding) = answer.coding() else { return };
    let asked = answer.asked("accept-encoding");
    if offer(asked.as_deref().unwrap_or_default(), coding) == Offer::Unsaid {
        let asked = asked.map_or("no coding".to_owned(), |asked| format!("`{asked}`"));
        sink.tell(
            Place::default(),
            format!("the body is compressed by `{coding}`, and the request offers {asked}"),
        );
    }
}
