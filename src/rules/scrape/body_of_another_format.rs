use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, Obstacle, World, obstacle};

rule! {
    /// A body is of the format that its Content-Type says.
    ///
    /// Prometheus chooses the parser by the Content-Type and never looks whether the body fits. A proxy or a framework that sets the header on its own, and a body that ends with `# EOF` under `text/plain`, are the usual sources: types and exemplars of OpenMetrics end the scrape there.
    "scrape/body-of-another-format": Must, Error, ScrapeFails;
    cites PROMETHEUS_TEXT, "Scrape protocols and Content-Type";
    help "send the Content-Type that belongs to the format which was written";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP stock Bottles in stock.
# TYPE stock gauge
stock 3
# EOF
"#;
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited

HTTP/1.1 200 OK
Content-Type: application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    bad "prometheus-protobuf" "raw { 23 20 54 59 50 45 20 61 20 67 61 75 67 65 0a 61 20 31 0a }";
    bad "prometheus-text" "\u{12}\n\u{1}a\u{18}\u{1}\"\u{b}\u{12}\t\t\0\0\0\0\0\0\u{f8f0}?";
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Exchange(check);
}

fn check(exchange: &Exchange, sink: &mut Sink<'_>) {
    let Some(world) = World::of(exchange.format()) else { return };
    if let Some(Obstacle::AnotherFormat(what)) = obstacle(exchange, world) {
        sink.tell(
            Place::default(),
            format!("the body is {what}, and was declared as `{}`", exchange.format()),
        );
        return;
    }
    let is_text = Answer::exposed(exchange).is_some() && world == World::Text;
    if is_text && exchange.body().trim_ascii_end().ends_with(b"\n# EOF") {
        sink.tell(
            Place::default(),
            "the body ends with `# EOF` as OpenMetrics does, and was declared as `text/plain`",
        );
    }
}
