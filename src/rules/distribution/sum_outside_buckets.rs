use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, Point, Shown};

rule! {
    /// The sum is one that the buckets allow.
    ///
    /// Each bucket says between which bounds its observations lie, so that all of them together say between which bounds the sum does.
    "distribution/sum-outside-buckets": Advice, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Histogram";
    help "take buckets and sum at one moment, in one unit";
    yields to "distribution/sum-impossible" "distribution/sum-of-nothing";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":40,"bucketCounts":["0","3","0"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":40,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["0","3","0"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":5,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms().filter(|(_, seen)| seen.count > 0) {
        let Some(sum) = seen.sum.filter(|sum| sum.is_finite()) else { continue };
        let (least, most) =
            if point.metric.data == Data::Exponential { exponential(point) } else { explicit(point) };
        // Values too small to be normal may be counted as the smallest that is.
        let slack = 1e-6 * sum.abs().max(if least.is_finite() { least.abs() } else { 0.0 })
            + seen.count as f64 * f64::MIN_POSITIVE;
        // Comparisons with NaN, of bounds that are none, are false.
        if sum < least - slack || sum > most + slack {
            let message = format!(
                "the sum of `{}` is {}, and its buckets hold {} to {}",
                point.metric.name,
                Shown(sum),
                Shown(least),
                Shown(most)
            );
            sink.tell(point.field("sum", None), message);
        }
    }
}

/// Between what the sum must lie.
fn explicit(point: Point<'_>) -> (f64, f64) {
    let (counts, bounds) = (point.counts(), point.bounds());
    if counts.len() != bounds.len() + 1 {
        return (f64::NEG_INFINITY, f64::INFINITY);
    }
    let mut all = (0.0, 0.0);
    for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let below = if at == 0 { f64::NEG_INFINITY } else { bounds[at - 1] };
        all.0 += count as f64 * below;
        all.1 += count as f64 * bounds.get(at).copied().unwrap_or(f64::INFINITY);
    }
    all
}

/// The same of exponential buckets.
fn exponential(point: Point<'_>) -> (f64, f64) {
    let seen = point.distribution();
    let power = |index: i64| (index as f64 * (-f64::from(seen.scale)).exp2()).exp2();
    let of = |(offset, counts): (i32, &[u64])| {
        let mut all = (0.0, 0.0);
        for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let index = i64::from(offset) + at as i64;
            all.0 += count as f64 * power(index);
            all.1 += count as f64 * power(index + 1);
        }
        all
    };
    let (above, below) = (of(point.positive()), of(point.negative()));
    let zero = seen.zero_count as f64 * seen.zero_threshold;
    (above.0 - below.1 - zero, above.1 - below.0 + zero)
}
