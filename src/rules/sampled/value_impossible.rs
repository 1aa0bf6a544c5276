use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Exemplar, ExportView, Point, Value};

rule! {
    /// An exemplar of a histogram lies where the histogram counts something.
    ///
    /// It is one of the observations that are counted: not above the greatest, not below the least, and in a bucket that is not empty.
    "sampled/value-impossible": Advice, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Exemplars";
    help "keep exemplars with the buckets that they are counted in";
    yields to "distribution/min-above-max";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":0.5,"max":2.5,"bucketCounts":["2","0","1"],"explicitBounds":[1,2],"exemplars":[{"timeUnixNano":"1699999995000000000","asDouble":50}]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":0.5,"max":2.5,"bucketCounts":["2","0","1"],"explicitBounds":[1,2],"exemplars":[{"timeUnixNano":"1699999995000000000","asDouble":1.5}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":0.5,"max":2.5,"bucketCounts":["2","0","1"],"explicitBounds":[1,2],"exemplars":[{"timeUnixNano":"1699999995000000000","asDouble":0.5}]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"min":0.5,"max":2.5,"bucketCounts":["2","0","1"],"explicitBounds":[1,2],"exemplars":[{"timeUnixNano":"1699999995000000000","asDouble":2}]}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for point in view.request().sampled().filter(|point| point.metric.data.is_histogram()) {
        let seen = point.distribution();
        // Extremes that were never set say nothing of where values lie.
        let is_crossed = matches!((seen.min, seen.max), (Some(min), Some(max)) if min > max);
        for (at, exemplar) in point.exemplars().enumerate() {
            let value = match Exemplar::of(exemplar).value {
                Value::Int(value) => value as f64,
                Value::Double(value) => value,
                Value::None => continue,
            };
            let is_outside = !is_crossed
                && (seen.min.is_some_and(|min| value < min) || seen.max.is_some_and(|max| value > max));
            if is_outside || lies_in_empty(point, value) {
                let message =
                    format!("an exemplar of `{}` is {value}, where nothing is counted", point.metric.name);
                sink.tell(point.field("exemplars", Some(at)), message);
            }
        }
    }
}

/// Whether the explicit bucket of a value is empty; on a bound either neighbour will do.
fn lies_in_empty(point: Point<'_>, value: f64) -> bool {
    let (counts, bounds) = (point.counts(), point.bounds());
    if counts.len() != bounds.len() + 1 {
        return false;
    }
    let at = bounds.partition_point(|&bound| bound < value);
    let is_on_bound = bounds.get(at) == Some(&value);
    counts[at] == 0 && !(is_on_bound && counts[at + 1] > 0)
}
