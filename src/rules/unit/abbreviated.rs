use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Metric, Worlds};
use crate::rules::vocabulary::{is_one_of, words};

const SHORT: &[&str] =
    &["s", "ms", "us", "ns", "sec", "secs", "msec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];

rule! {
    /// Units are written out.
    ///
    /// `_m` may be minutes, metres or millions. A word that is spelled in one way only can be searched for.
    "unit/abbreviated": Advice, Info, Style;
    cites PROMETHEUS_NAMING, "Metric names";
    help "write the whole word: `seconds`, `bytes`";
    bad "prometheus-text" r#"
# HELP shop_wait_ms Time.
# TYPE shop_wait_ms gauge
shop_wait_ms 3
"#;
    bad "prometheus-text" r#"
# HELP shop_cache_MB_total Size.
# TYPE shop_cache_MB_total counter
shop_cache_MB_total 3
"#;
    good "prometheus-text" r#"
# HELP shop_wait_seconds Time.
# TYPE shop_wait_seconds gauge
shop_wait_seconds 3
"#;
    check Check::Metric(Worlds::EXPOSITIONS, check);
}

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    let name = &*metric.name;
    // The first word is a prefix, and may be as short as somebody likes.
    if let Some(word) = words(name).skip(1).find(|word| is_one_of(word, SHORT)) {
        sink.tell(metric.place(), format!("`{name}` has the unit `{word}`, which is not written out"));
    }
}
