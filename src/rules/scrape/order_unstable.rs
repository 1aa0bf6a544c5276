use crate::capture::Exchange;
use crate::model::Reading;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use std::collections::BTreeMap;

rule! {
    /// Families come in the same order with every scrape.
    ///
    /// Parsers that keep what they know of the last scrape gain by it, and so do people who compare two of them. Emitters that walk a hash table have no order, which is legal.
    "scrape/order-unstable": Should, Info, Style;
    cites OPENMETRICS, "Exposition across time and metric evolution";
    help "sort the families by name before they are written";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP stock Bottles in stock.
# TYPE stock gauge
stock 3
# HELP temperature_celsius How warm the cellar is.
# TYPE temperature_celsius gauge
temperature_celsius 9
---
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP temperature_celsius How warm the cellar is.
# TYPE temperature_celsius gauge
temperature_celsius 9
# HELP stock Bottles in stock.
# TYPE stock gauge
stock 3
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
---
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP cellars Cellars that are open.
# TYPE cellars gauge
cellars 1
# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let mut before: BTreeMap<(&str, &str), &Exchange> = BTreeMap::new();
    for exchange in view.expositions() {
        let Some(earlier) = before.insert((exchange.path(), exchange.format().name()), exchange) else {
            continue;
        };
        let (Some(reading), Some(now)) = (earlier.reading(), exchange.reading()) else { continue };
        if let Some((first, second)) = turned(reading, now) {
            let place = Place { exchange: Some(exchange.number()), ..Place::family(second) };
            let earlier = earlier.number();
            sink.tell(
                place,
                format!("`{second}` comes before `{first}`, and after it in exchange {earlier}"),
            );
            return;
        }
    }
}

/// The first two families whose order has changed.
fn turned<'r>(before: &'r Reading, now: &'r Reading) -> Option<(&'r str, &'r str)> {
    let is_same = before.families().len() == now.families().len()
        && before.families().zip(now.families()).all(|(one, other)| one.name() == other.name());
    if is_same {
        return None;
    }
    let places: BTreeMap<&str, usize> =
        before.families().enumerate().map(|(at, one)| (one.name(), at)).collect();
    let mut last: Option<(usize, &str)> = None;
    for family in now.families() {
        let Some(&at) = places.get(family.name()) else { continue };
        match last {
            Some((highest, name)) if at < highest => return Some((family.name(), name)),
            _ => last = Some((at, family.name())),
        }
    }
    None
}
