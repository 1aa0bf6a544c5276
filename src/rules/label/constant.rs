use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metrics, Worlds};
use crate::rules::vocabulary::is_one_of;
use rustc_hash::FxHashMap;

/// So many series make a label that never changes worth a word.
const MANY: usize = 20;

/// What is said of each request. The same everywhere, it says what was asked so far and not what the target is.
const OF_REQUESTS: &[&str] = &[
    "method",
    "code",
    "status",
    "status_code",
    "route",
    "path",
    "handler",
    "view",
    "endpoint",
    "uri",
    "transport",
    "outcome",
];

rule! {
    /// A label tells series apart.
    ///
    /// One with the same value everywhere costs bytes and says something about the target, which belongs into one info metric or is known to the one who scrapes.
    "label/constant": Advice, Info, Costs;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "move it to an info metric, or leave it to the one who scrapes";
    bad "prometheus-text" r#"
# HELP shop_stock Items.
# TYPE shop_stock gauge
shop_stock{shelf="a",version="1.2"} 3
shop_stock{shelf="b",version="1.2"} 3
shop_stock{shelf="c",version="1.2"} 3
shop_stock{shelf="d",version="1.2"} 3
shop_stock{shelf="e",version="1.2"} 3
shop_stock{shelf="f",version="1.2"} 3
shop_stock{shelf="g",version="1.2"} 3
shop_stock{shelf="h",version="1.2"} 3
shop_stock{shelf="i",version="1.2"} 3
shop_stock{shelf="j",version="1.2"} 3
shop_stock{shelf="k",version="1.2"} 3
shop_stock{shelf="l",version="1.2"} 3
shop_stock{shelf="m",version="1.2"} 3
shop_stock{shelf="n",version="1.2"} 3
shop_stock{shelf="o",version="1.2"} 3
shop_stock{shelf="p",version="1.2"} 3
shop_stock{shelf="q",version="1.2"} 3
shop_stock{shelf="r",version="1.2"} 3
shop_stock{shelf="s",version="1.2"} 3
shop_stock{shelf="t",version="1.2"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_stock Items.
# TYPE shop_stock gauge
shop_stock{shelf="a",version="1.2"} 3
shop_stock{shelf="b",version="1.2"} 3
"#;
    good "prometheus-text" r#"
# HELP django_http_requests_total Requests that were answered.
# TYPE django_http_requests_total counter
django_http_requests_total{method="GET",view="a"} 1
django_http_requests_total{method="GET",view="b"} 1
django_http_requests_total{method="GET",view="c"} 1
django_http_requests_total{method="GET",view="d"} 1
django_http_requests_total{method="GET",view="e"} 1
django_http_requests_total{method="GET",view="f"} 1
django_http_requests_total{method="GET",view="g"} 1
django_http_requests_total{method="GET",view="h"} 1
django_http_requests_total{method="GET",view="i"} 1
django_http_requests_total{method="GET",view="j"} 1
django_http_requests_total{method="GET",view="k"} 1
django_http_requests_total{method="GET",view="l"} 1
django_http_requests_total{method="GET",view="m"} 1
django_http_requests_total{method="GET",view="n"} 1
django_http_requests_total{method="GET",view="o"} 1
django_http_requests_total{method="GET",view="p"} 1
django_http_requests_total{method="GET",view="q"} 1
django_http_requests_total{method="GET",view="r"} 1
django_http_requests_total{method="GET",view="s"} 1
django_http_requests_total{method="GET",view="t"} 1
"#;
    check Check::Metrics(Worlds::EXPOSITIONS, check);
}

fn check(metrics: &Metrics<'_>, sink: &mut Sink<'_>) {
    // Of each label how many series have it, and the value while it is the only one.
    let mut labels: FxHashMap<&str, (usize, Option<&str>, usize)> = FxHashMap::default();
    for metric in metrics.all.iter().filter(|metric| !metric.is_info()) {
        for (key, constant) in metric.constants() {
            let only = constant.map(|(only, _)| only);
            let (series, value, families) = labels.entry(key).or_insert((0, only, 0));
            *value = value.filter(|value| Some(*value) == only);
            *series += constant.map_or(0, |(_, series)| series);
            *families += 1;
        }
    }
    let mut constant: Vec<_> = labels.into_iter().collect();
    constant.sort_by_key(|(key, _)| *key);
    for (key, (series, value, families)) in constant {
        let Some(value) = value
            .filter(|_| series >= MANY && !key.starts_with("otel_scope_") && !is_one_of(key, OF_REQUESTS))
        else {
            continue;
        };
        let message =
            format!("`{key}` is `{value}` on all {series} series of {families} families that have it");
        sink.tell(Place::default(), message);
    }
}
