use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};

rule! {
    /// The smallest and the largest observation have no place in Prometheus.
    ///
    /// They are dropped without a word, which surprises whoever saw them elsewhere. Told once for a request.
    "translation/extremes-lost": Advice, Info, DataLost;
    cites COMPATIBILITY, "Histograms";
    help "ask quantiles instead, or record the largest value as a gauge";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"],"min":0.5,"max":3}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}
"#;
    check Check::Reading(Worlds::OTLP, check);
}

fn check(reading: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let has_extremes = |family: &crate::model::Family<'_>| {
        let mut histograms = family.points().filter_map(|point| point.histogram());
        histograms.any(|histogram| histogram.min().is_some() || histogram.max().is_some())
    };
    let mut families = reading.reading.families().filter(|family| family.kind().is_distribution()).filter(has_extremes);
    if let Some(first) = families.next() {
        let more = match families.count() {
            0 => String::new(),
            more => format!(", and so are those of {more} more"),
        };
        sink.tell(Place::family(first.name()), format!("smallest and largest value of `{}` are dropped{more}", first.name()));
    }
}
