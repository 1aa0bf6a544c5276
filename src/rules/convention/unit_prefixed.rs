use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

/// Units with a prefix, or of another size than the base, with the unit that takes their place.
const PREFIXED: &[(&str, &str)] = &[
    ("ms", "s"),
    ("us", "s"),
    ("µs", "s"),
    ("ns", "s"),
    ("min", "s"),
    ("h", "s"),
    ("d", "s"),
    ("wk", "s"),
    ("kBy", "By"),
    ("KBy", "By"),
    ("MBy", "By"),
    ("GBy", "By"),
    ("TBy", "By"),
    ("KiBy", "By"),
    ("MiBy", "By"),
    ("GiBy", "By"),
    ("TiBy", "By"),
    ("bit", "By"),
    ("kbit", "By"),
    ("Mbit", "By"),
    ("%", "1"),
];

rule! {
    /// Instruments measure in units without prefix: seconds, bytes, shares of 1.
    ///
    /// Backends scale for reading, and values of two services can be compared. Milliseconds beside the advice for seconds also give buckets in which everything is in the last one.
    "convention/unit-prefixed": Advice, Info, Style;
    cites SEMANTIC_CONVENTIONS, "Metrics, instrument units";
    help "measure in the unit without prefix";
    yields to "convention/word-misused";
    bad "otlp" r#"
{"name":"shop.wait","description":"Time.","unit":"ms","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":7.5,"bucketCounts":["1","1","0","0"],"explicitBounds":[5,10,25]}]}}
"#;
    bad "otlp" r#"
{"name":"shop.cache.size","description":"Size.","unit":"MiBy","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    good "otlp" r#"
{"name":"shop.wait","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":0.0075,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10]}]}}
"#;
    good "otlp" r#"
{"name":"shop.cache.size","description":"Size.","unit":"By","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asInt":"3"}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    let Some(unit) = view.family.unit() else { return };
    if let Some((_, base)) = PREFIXED.iter().find(|(prefixed, _)| *prefixed == unit) {
        sink.tell(Place::family(name), format!("`{name}` is in `{unit}`, where `{base}` is usual"));
    }
}
