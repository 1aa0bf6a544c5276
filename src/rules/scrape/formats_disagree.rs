use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Answer, CaptureView};
use std::collections::BTreeMap;
use std::time::Duration;

rule! {
    /// A target says the same in every format that it has.
    ///
    /// What is renamed by the formats themselves is no difference: `_total` and `_info`, which OpenMetrics takes off the family, `_created`, and characters that are escaped. Beyond that a family that only one of the formats has is lost for whoever reads the other. A colon that one format keeps and the other replaces is enough.
    ///
    /// Two looks that are more than half a minute apart may differ by what was added in between.
    "scrape/formats-disagree": Interop, Warning, DataLost;
    cites NEGOTIATION, "Selection of format";
    help "write every format from the same families";
    bad "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP shop:stock Bottles in stock.
# TYPE shop:stock gauge
shop:stock 3
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE shop_stock gauge
# HELP shop_stock Bottles in stock.
shop_stock 3
# EOF
"#;
    good "http" r#"
GET /metrics HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
---
GET /metrics HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores

# TYPE orders counter
# HELP orders Orders that were taken.
orders_total 3
# EOF
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    // The last look at each URL in each format.
    let mut last: BTreeMap<&str, BTreeMap<&str, &Exchange>> = BTreeMap::new();
    for exchange in view.expositions().filter(|exchange| !is_renamed(exchange)) {
        last.entry(exchange.path()).or_default().insert(exchange.format().name(), exchange);
    }
    for formats in last.into_values().filter(|formats| formats.len() > 1) {
        let mut looks: Vec<&Exchange> = formats.into_values().collect();
        looks.sort_by_key(|look| look.number());
        for pair in looks.windows(2) {
            compare(pair[0], pair[1], sink);
        }
    }
}

/// Whether names are written in a way that cannot be compared with others.
fn is_renamed(exchange: &Exchange) -> bool {
    let media = Answer::of(exchange).and_then(Answer::media);
    let scheme = media.as_ref().and_then(|media| media.parameter("escaping"));
    matches!(scheme, Some("dots" | "values"))
}

fn compare(earlier: &Exchange, later: &Exchange, sink: &mut Sink<'_>) {
    const NEAR: Duration = Duration::from_secs(30);
    let (before, after) = (names(earlier), names(later));
    let apart = later.arrived().duration_since(earlier.arrived()).unwrap_or_default();
    let mut tell = |name: &str, here: &Exchange, there: &Exchange| {
        let place = Place { exchange: Some(later.number()), ..Place::family(name) };
        let (has, lacks) = (here.format(), there.format());
        sink.tell(place, format!("`{name}` is there as `{has}` and not as `{lacks}`"));
    };
    for (known, name) in &before {
        if !after.contains_key(known) {
            tell(name, earlier, later);
        }
    }
    if apart <= NEAR {
        for (known, name) in &after {
            if !before.contains_key(known) {
                tell(name, later, earlier);
            }
        }
    }
}

/// The families that have series, by what their names have in common in all formats.
fn names(look: &Exchange) -> BTreeMap<String, &str> {
    const OWN: [&str; 3] = ["process_", "promhttp_", "scrape_"];
    const PARTS: [&str; 3] = ["_created", "_gsum", "_gcount"];
    let families = look.reading().into_iter().flat_map(crate::model::Reading::families);
    let families = families.filter(|family| family.series_count() > 0).map(crate::model::Family::name);
    let families = families.filter(|name| !OWN.iter().any(|own| name.starts_with(own)));
    let is_part = |name: &&str| PARTS.iter().any(|part| name.ends_with(part));
    families.filter(|name| !is_part(name)).map(|name| (plain(name), name)).collect()
}

fn plain(name: &str) -> String {
    let stem = ["_total", "_info"].iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
    let is_kept = |at: usize, c: char| c.is_ascii_alphabetic() || c == ':' || at > 0 && c.is_ascii_digit();
    stem.chars().enumerate().map(|(at, c)| if is_kept(at, c) { c } else { '_' }).collect()
}
