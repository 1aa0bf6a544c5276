use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Character, Column, Metric, Worlds};
use rustc_hash::FxHashMap;

/// So many values of a label are compared: what has more is no list of words that somebody chose.
const COMPARED: usize = 200;

rule! {
    /// One thing has one spelling.
    ///
    /// `GET` and `get` are two series, as are `ok` with and without a blank, and a query for one of them misses the other.
    "cardinality/spelling-variants": Advice, Info, DataWrong;
    cites PROMETHEUS_DATA_MODEL, "Metric names and labels";
    help "bring values into one spelling before they become labels";
    bad "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{method="GET"} 1
shop_requests_total{method="get"} 1
"#;
    bad "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{outcome="ok "} 1
shop_requests_total{outcome="ok"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_requests_total Requests.
# TYPE shop_requests_total counter
shop_requests_total{method="GET"} 1
shop_requests_total{method="PUT"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|column| may_vary(column)) {
        let mut known: FxHashMap<u64, &str> = FxHashMap::default();
        for text in column.values.iter().take(COMPARED).map(|text| &**text) {
            if let Some(other) = known.insert(hash(text), text)
                && other.trim().eq_ignore_ascii_case(text.trim())
            {
                let message = format!("`{}` of `{}` is {other:?} and {text:?}", column.key, metric.name);
                sink.tell(metric.place(), message);
                break;
            }
        }
    }
}

/// Spellings differ in capitals, or in blanks at the ends.
fn may_vary(column: &Column<'_>) -> bool {
    column.values.len() > 1 && (column.has(Character::Upper) || column.has(Character::Blank))
}

/// A number that is the same for all spellings.
fn hash(text: &str) -> u64 {
    let bytes = text.trim().bytes().map(|byte| u64::from(byte.to_ascii_lowercase()));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ byte).wrapping_mul(0x0100_0000_01b3))
}
