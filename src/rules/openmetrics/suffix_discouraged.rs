use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// In OpenMetrics 2.0 the ends of names are advice.
    ///
    /// A counter better ends in `_total`, an info metric in `_info` and a family with a unit in it; nothing better ends as the parts of a histogram do. It is a draft.
    "openmetrics/suffix-discouraged": Advice, Info, Style;
    cites OPENMETRICS_2, "Discouraged suffixes; Counter; Info; Unit";
    help "end counters in `_total`, info metrics in `_info`, names in their unit, and nothing in `_count`, `_sum` or `_bucket`";
    bad "openmetrics-text-2" r"
# TYPE orders counter
orders 3
# EOF
";
    bad "openmetrics-text-2" r#"
# TYPE build info
build{version="1"} 1
# EOF
"#;
    bad "openmetrics-text-2" r"
# TYPE wait_count gauge
wait_count 1
# EOF
";
    bad "openmetrics-text-2" r"
# TYPE wait gauge
# UNIT wait seconds
wait 1
# EOF
";
    good "openmetrics-text-2" r#"
# TYPE orders_total counter
orders_total 3
# TYPE build_info info
build_info{version="1"} 1
# EOF
"#;
    good "openmetrics-text-2" r"
# TYPE wait_seconds_total counter
# UNIT wait_seconds_total seconds
wait_seconds_total 1
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS_2, check);
}

const PARTS: [&str; 5] = ["_count", "_sum", "_bucket", "_gcount", "_gsum"];

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let Some(described) = family.types.first() else { return };
    let name = &*family.name;
    let unit = family.units.first().map_or("", |described| &*described.text);
    let message = match family.kind {
        Kind::Counter if !name.ends_with("_total") => {
            format!("the counter `{name}` does not end in `_total`")
        }
        Kind::Info if !name.ends_with("_info") => format!("the info metric `{name}` does not end in `_info`"),
        _ if PARTS.into_iter().any(|part| name.ends_with(part)) => {
            format!("`{name}` ends as a part of a histogram does")
        }
        _ if !name.strip_suffix("_total").unwrap_or(name).ends_with(unit) => {
            format!("`{name}` does not end in its unit `{unit}`")
        }
        _ => return,
    };
    sink.tell(Place::line(described.line).of(name), message);
}
