use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{CaptureView, Worlds};

rule! {
    /// The smallest and the largest observation have no place in Prometheus.
    ///
    /// They are dropped without a word, which surprises whoever saw them elsewhere. Told once, of the first family.
    "translation/extremes-lost": Advice, Info, DataLost;
    cites COMPATIBILITY, "Histograms";
    help "ask quantiles instead, or record the largest value as a gauge";
    bad "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"],"min":0.5,"max":3}]}}
"#;
    good "otlp" r#"
{"name":"wait.time","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}
"#;
    check Check::Capture(check);
}

fn check(capture: &CaptureView<'_>, sink: &mut Sink<'_>) {
    let has_extremes = |family: &crate::model::Family<'_>| {
        let mut histograms = family.points().filter_map(crate::model::Point::histogram);
        histograms.any(|histogram| histogram.min().is_some() || histogram.max().is_some())
    };
    for view in capture.readings().filter(|view| Worlds::OTLP.contains(view.world)) {
        let mut families = view.reading.families().filter(|family| family.kind().is_distribution());
        if let Some(family) = families.find(has_extremes) {
            let mut place = Place::family(family.name());
            place.exchange = Some(view.exchange.number());
            sink.tell(
                place,
                format!("smallest and largest value of `{}` have no place in Prometheus", family.name()),
            );
            return;
        }
    }
}
