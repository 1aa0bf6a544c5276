use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};
use rustc_hash::FxHashMap;

rule! {
    /// No family bears the name of a sample of a histogram or summary beside it.
    ///
    /// `wait_count` as a gauge beside the histogram `wait` is one series with two meanings: a server keeps one of them, and readers built on expfmt refuse the text.
    "family/names-clash": Interop, Error, DataLost;
    cites PROMETHEUS_SERVER, "expfmt, text parser";
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
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="+Inf"} 2
wait_seconds_sum 3.5
wait_seconds_count 2
# TYPE wait_seconds_max gauge
wait_seconds_max 7
"#;
    check Check::Text(Worlds::TEXT, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    let mut taken: FxHashMap<String, &str> = FxHashMap::default();
    for family in &text.families {
        let suffixes: &[&str] = match family.kind {
            Kind::Histogram => &["_bucket", "_sum", "_count"],
            Kind::Summary => &["_sum", "_count"],
            _ => continue,
        };
        taken.extend(suffixes.iter().map(|suffix| (format!("{}{suffix}", family.name), &*family.name)));
    }
    if taken.is_empty() {
        return;
    }
    for family in text.families.iter().filter(|family| !family.types.is_empty()) {
        if let Some(owner) = taken.get(&*family.name) {
            let place = Place::line(family.types[0].line).of(&*family.name);
            sink.tell(place, format!("`{}` is the name of a sample of `{owner}`", family.name));
        }
    }
}
