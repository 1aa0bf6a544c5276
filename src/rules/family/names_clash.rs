use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, World, Worlds};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

rule! {
    /// No sample of a family bears a name that belongs to another family.
    ///
    /// `wait_count` as a gauge beside the histogram `wait` is one series with two meanings: a server keeps one of them, and readers built on expfmt refuse the text. OpenMetrics counts every name that a family may use, whether it does or not: a counter `orders` has `orders_total` and `orders_created`.
    "family/names-clash": Interop, Error, DataLost;
    cites OPENMETRICS, "Suffixes";
    help "rename one of the two";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# TYPE wait_seconds_count gauge
wait_seconds_count{shop="b"} 7
"#;
    bad "openmetrics-text" r"
# TYPE orders_created gauge
orders_created 3
# TYPE orders counter
orders_total 3
# EOF
";
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# TYPE wait_seconds_max gauge
wait_seconds_max 7
"#;
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
# TYPE orders_open gauge
orders_open 1
# EOF
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let mut owners: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    for (number, family) in text.families.iter().enumerate() {
        let suffixed = suffixes(family.kind, text.world);
        let names = suffixed.iter().map(|suffix| Cow::Owned(format!("{}{suffix}", family.name)));
        for name in std::iter::once(Cow::Borrowed(&*family.name)).chain(names) {
            let owner = *owners.entry(name.clone()).or_insert(number);
            if owner == number {
                continue;
            }
            // The one that comes later is in the way.
            let (first, second) = match &text.families[owner] {
                other if other.first_line() <= family.first_line() => (other, family),
                other => (family, other),
            };
            let place = Place { line: second.first_line(), ..Place::family(&*second.name) };
            sink.tell(place, format!("`{name}` belongs to `{}` already", first.name));
        }
    }
}

/// How the samples of a family of that type may end.
fn suffixes(kind: Kind, world: World) -> &'static [&'static str] {
    match (kind, world) {
        (Kind::Histogram, World::Text) => &["_bucket", "_sum", "_count"],
        (Kind::Summary, World::Text) => &["_sum", "_count"],
        (Kind::Counter, World::OpenMetrics) => &["_total", "_created"],
        (Kind::Histogram, World::OpenMetrics) => &["_bucket", "_sum", "_count", "_created"],
        (Kind::Summary, World::OpenMetrics) => &["_sum", "_count", "_created"],
        (Kind::GaugeHistogram, World::OpenMetrics) => &["_bucket", "_gsum", "_gcount"],
        (Kind::Info, World::OpenMetrics) => &["_info"],
        _ => &[],
    }
}
