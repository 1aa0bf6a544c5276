use crate::capture::{Exchange, Transport};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;

rule! {
    /// The protobuf of OpenMetrics is written only for a request that asks for it.
    ///
    /// The text is what everybody reads. Prometheus never took up this protobuf; the one that it asks for is another.
    "openmetrics/protobuf-unasked": Must, Error, ScrapeFails;
    cites OPENMETRICS, "Protobuf format";
    help "write the text unless the request asks for the protobuf";
    bad "http" r"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5

HTTP/1.1 200 OK
Content-Type: application/openmetrics-protobuf; version=1.0.0

x
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
    const PROTOBUF: &str = "application/openmetrics-protobuf";
    let mut accepts =
        exchange.record().request_headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("accept"));
    let is_so = exchange.header("content-type").is_some_and(|answer| answer.starts_with(PROTOBUF));
    if is_so
        && exchange.transport() == Transport::Scrape
        && !accepts.any(|(_, value)| value.contains(PROTOBUF))
    {
        sink.tell(Place::default(), format!("the Content-Type is `{PROTOBUF}`"));
    }
}
