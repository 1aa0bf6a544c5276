use crate::model::{Family, Kind, Point};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// `utilization`, `duration` and `time` at the end of a name mean what they mean everywhere.
    ///
    /// A utilization is a share between 0 and 1 with the unit `1`; a duration is a histogram of seconds; a time is a counter of seconds. Whoever reads `….utilization` in `%` beside another one sees 0.4 and 40.
    "convention/word-misused": Advice, Info, DataWrong;
    cites SEMANTIC_CONVENTIONS, "Naming, instrument naming";
    help "measure what the word says, or choose another word";
    bad "otlp" r#"
{"name":"shop.cpu.utilization","description":"Load.","unit":"%","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":40}]}}
"#;
    bad "otlp" r#"
{"name":"shop.order.duration","description":"Time.","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":40}]}}
"#;
    bad "otlp" r#"
{"name":"shop.order.duration","description":"Time.","unit":"ms","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":7.5,"bucketCounts":["1","1","0","0"],"explicitBounds":[5,10,25]}]}}
"#;
    bad "otlp" r#"
{"name":"shop.cpu.time","description":"Time.","unit":"s","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":40}]}}
"#;
    good "otlp" r#"
{"name":"shop.cpu.utilization","description":"Load.","unit":"1","gauge":{"dataPoints":[{"timeUnixNano":"1700000000000000000","asDouble":0.4}]}}
"#;
    good "otlp" r#"
{"name":"shop.order.duration","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":0.0075,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10]}]}}
"#;
    good "otlp" r#"
{"name":"shop.cpu.time","description":"Time.","unit":"s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","asDouble":40}]}}
"#;
    good "otlp" r#"
{"name":"shop.order.wait_time","description":"Time.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999940000000000","timeUnixNano":"1700000000000000000","count":"2","sum":0.0075,"bucketCounts":["1","1","0","0","0","0","0","0","0","0","0","0","0","0","0"],"explicitBounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let family = view.family;
    let (name, kind, unit) = (family.name(), family.kind(), family.unit().unwrap_or_default());
    let is_histogram = kind.is_distribution() || kind == Kind::Summary;
    let wrong = match name.rsplit('.').next().unwrap_or_default() {
        "utilization" if unit != "1" => format!("has the unit `{unit}`, where a share has `1`"),
        "utilization" if is_above_one(family) => "is a share above 1".to_owned(),
        _ if kind == Kind::Unknown => return,
        "duration" if !is_histogram => format!("is a {kind}, where durations are histograms"),
        "duration" if unit != "s" => format!("has the unit `{unit}`, where durations have `s`"),
        "time" if is_histogram || kind == Kind::Gauge => format!("is a {kind}, where times are counters"),
        "time" if unit != "s" => format!("has the unit `{unit}`, where times have `s`"),
        _ => return,
    };
    sink.tell(Place::family(name), format!("`{name}` {wrong}"));
}

/// Whether a share is more than all; several processors at once make it so, yet not tenfold.
fn is_above_one(family: Family<'_>) -> bool {
    family.kind() == Kind::Gauge
        && family.points().filter_map(Point::number).any(|value| value.as_f64() > 10.0)
}
