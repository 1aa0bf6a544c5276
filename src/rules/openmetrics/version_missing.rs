use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// The Content-Type of OpenMetrics says its version.
    ///
    /// Without it a reader has to guess by which grammar the body was written. `0.0.1`, which older programs still write when they are asked for it, is read like `1.0.0`.
    "openmetrics/version-missing": Must, Warning, DataLost;
    cites OPENMETRICS, "Text format, overall structure";
    help "say `application/openmetrics-text; version=1.0.0; charset=utf-8`";
    bad "http" r"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; charset=utf-8

# TYPE orders counter
orders_total 3
# EOF
";
    good "http" r"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE orders counter
orders_total 3
# EOF
";
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(answer) = exchange.header("content-type").filter(|_| exchange.transport() == Transport::Scrape) else { return };
    if answer.starts_with("application/openmetrics-text") && !answer.contains("version=") {
        sink.tell(Place::default().pointer("content-type"), format!("the Content-Type is `{answer}`"));
    }
}
