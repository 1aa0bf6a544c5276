use crate::capture::Exchange;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::CaptureView;
use std::collections::BTreeSet;
use std::time::SystemTime;

rule! {
    /// Scrapes that run at the same time are each complete.
    ///
    /// Two servers that watch over one another scrape the same target, and sooner or later at the same moment. Collectors that share a buffer or a lock then answer one of them with a part, or mix two bodies. The conformance suite scrapes several times at once. An answer of 503 by an explicit limit is legitimate; `scrape/status-not-ok` tells of it.
    "scrape/parallel-incomplete": Must, Error, DataLost;
    cites OPENMETRICS, "Concurrency";
    help "gather into memory of each request, and write when all is there";
    bad "http" r#"
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
duration: 12.0

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
# HELP stock Bottles in stock.
# TYPE stock gauge
stock 3
---
GET /metrics HTTP/1.1
Host: shop:8000

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8
duration: 12.0

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
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

# HELP orders_total Orders that were taken.
# TYPE orders_total counter
orders_total 3
"#;
    check Check::Capture(check);
}

fn check(view: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let mut measured: Vec<Look<'_>> = view.expositions().filter_map(Look::of).collect();
    measured.sort_by_key(|look| look.begun);
    for pair in measured.windows(2) {
        let [one, other] = [&pair[0], &pair[1]];
        let is_same =
            one.exchange.path() == other.exchange.path() && one.exchange.format() == other.exchange.format();
        if !is_same || other.begun >= one.exchange.arrived() {
            continue;
        }
        for (all, part) in [(one, other), (other, one)] {
            let (all_names, names) = (all.names(), part.names());
            if let Some(name) = all_names.difference(&names).next() {
                let place = Place { exchange: Some(part.exchange.number()), ..Place::family(*name) };
                let number = all.exchange.number();
                sink.tell(
                    place,
                    format!(
                        "`{name}` is missing, and is there in exchange {number}, which ran at the same time"
                    ),
                );
            }
        }
    }
}

/// A look of which it is known when it began.
struct Look<'v> {
    begun: SystemTime,
    exchange: &'v Exchange,
}

impl<'v> Look<'v> {
    fn of(exchange: &'v Exchange) -> Option<Self> {
        let begun = exchange.arrived().checked_sub(exchange.duration()?)?;
        Some(Self { begun, exchange })
    }

    fn names(&self) -> BTreeSet<&'v str> {
        let families = self.exchange.reading().into_iter().flat_map(crate::model::Reading::families);
        families.map(crate::model::Family::name).collect()
    }
}
