use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Offer, offer};

rule! {
    /// A coding with weight 0 is not used.
    ///
    /// `gzip;q=0` in `Accept-Encoding` means that the reader does not want it. Widespread libraries look for the word alone. The conformance suite asks so, Prometheus does not.
    "scrape/compression-excluded": Must, Warning, DataLost;
    cites HTTP, "12.5.3 Accept-Encoding";
    help "send the body as it is where the coding has `q=0`";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip;q=0

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
Content-Encoding: gzip

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept-Encoding: gzip;q=0

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = Answer::exposed(exchange) else { return };
    let (Some(coding), Some(asked)) = (answer.coding(), answer.asked("accept-encoding")) else { return };
    if offer(&asked, coding) == Offer::Excluded {
        sink.tell(
            Place::default(),
            format!("the body is compressed by `{coding}`, which `{asked}` excludes"),
        );
    }
}
