use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};

rule! {
    /// A colon stands only in the names of recording rules.
    ///
    /// `job:errors:rate5m` says to a reader that a server computed it, and from what. What a service exposes is measured.
    "name/colon": Advice, Warning, Style;
    cites PROMETHEUS_DATA_MODEL, "Metric names and labels";
    help "write `_` in its place";
    bad "prometheus-text" r#"
# HELP shop:orders Orders.
# TYPE shop:orders gauge
shop:orders 3
"#;
    good "http" r#"
GET /federate?match[]=job:orders:sum HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# TYPE job:orders:sum untyped
job:orders:sum 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    if name.contains(':') && !metric.is_federated() {
        sink.tell(metric.place(), format!("`{name}` has a colon, as the names of recording rules"));
    }
}
