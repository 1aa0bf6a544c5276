use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextView, Worlds};

rule! {
    /// A scrape that names families with `name[]` gets these and no others.
    ///
    /// Libraries for Go and Python understand the parameter; one compares names of families, the other names of samples. A target that does not know it sends everything. The conformance suite asks so.
    "scrape/filter-ignored": Advice, Info, Costs;
    cites PROMETHEUS_CLIENTS, "Exposition, filtering";
    help "let the handler of the client library read the query of the URL";
    bad "http" r#"
GET /metrics?name[]=orders_total HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
# HELP stock Bottles in stock.
# TYPE stock gauge
stock 3
"#;
    good "http" r#"
GET /metrics?name%5B%5D=orders_total HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    good "http" r#"
GET /metrics?name[]=orders_total HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Text(Worlds::TEXTS, in_text);
    check Check::Protobuf(in_protobuf);
}

fn in_text(view: &TextView<'_>, sink: &mut Sink<'_>) {
    let families = view.families.iter().filter(|family| !family.members.is_empty());
    check(view.exchange, families.map(|family| &*family.name), sink);
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    check(view.exchange, view.families.iter().map(|family| &*family.name), sink);
}

fn check<'v>(exchange: &Exchange, families: impl Iterator<Item = &'v str>, sink: &mut Sink<'_>) {
    let Some((_, query)) = exchange.path().split_once('?') else { return };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let named = pairs.filter(|(key, _)| matches!(*key, "name[]" | "name%5B%5D" | "name%5b%5d"));
    let named: Vec<&str> = named.map(|(_, name)| name).collect();
    if named.is_empty() {
        return;
    }
    // A name of a family, or of one of its samples.
    let is_meant = |family: &str| {
        named.iter().any(|name| {
            name.starts_with(family) || family.strip_prefix(name).is_some_and(|end| end.starts_with('_'))
        })
    };
    let others = families.filter(|family| !is_meant(family)).count();
    if others > 0 {
        let message = format!("{} were asked for, and {others} other families came", named.join(" and "));
        sink.tell(Place::default(), message);
    }
}
