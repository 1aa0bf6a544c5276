use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// OpenMetrics is written in the oldest version unless the request names a newer one.
    ///
    /// Prometheus reads a body of version 2.0 with the grammar of 1.0, and a start time or a composite value fails the scrape.
    "openmetrics/version-unasked": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Protocol negotiation";
    help "answer a request without a version with 1.0.0";
    bad "http" r"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=2.0.0; charset=utf-8

# TYPE orders_total counter
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
    good "http" r"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=2.0.0,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=2.0.0; charset=utf-8

# TYPE orders_total counter
orders_total 3
# EOF
";
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let answer = exchange.header("content-type").filter(|_| exchange.transport() == Transport::Scrape);
    let answer = answer.filter(|answer| answer.starts_with("application/openmetrics-text"));
    let version = answer.and_then(|answer| answer.split_once("version=")).map(|(_, rest)| rest);
    let Some(version) = version.map(|rest| rest.split([';', ' ', ',']).next().unwrap_or_default()) else {
        return;
    };
    // What does not exist nobody could ask for, and has a rule of its own.
    if !version.starts_with("2.") {
        return;
    }
    let accepts =
        exchange.record().request_headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("accept"));
    let asked: String = accepts.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(",");
    // Without a request nobody knows what was asked for.
    if !asked.is_empty() && !asked.contains(&format!("version={version}")) {
        let message = format!("the answer is of version {version}, which the request does not name");
        sink.tell(Place::default().pointer("content-type"), message);
    }
}
