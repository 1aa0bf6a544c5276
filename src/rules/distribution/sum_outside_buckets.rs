use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Bucket, Data, ExportView, Point, Shown, TextFamily, Worlds};

rule! {
    /// The sum is one that the buckets allow.
    ///
    /// Each bucket says between which bounds its observations lie, so that all of them together say between which bounds the sum does.
    "distribution/sum-outside-buckets": Advice, Warning, DataWrong;
    cites OTEL_DATA_MODEL, "Histogram";
    help "take buckets and sum at one moment, in one unit";
    yields to "distribution/sum-impossible" "distribution/sum-of-nothing" "bucket/bounds-unordered";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":40,"bucketCounts":["0","3","0"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":40,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    bad "prometheus-text" r#"
# HELP wait_seconds Time spent waiting.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.1"} 1
wait_seconds_bucket{le="1"} 4
wait_seconds_bucket{le="+Inf"} 4
wait_seconds_sum 1300
wait_seconds_count 4
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4,"bucketCounts":["0","3","0"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":5,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "prometheus-text" r#"
# HELP wait_seconds Time spent waiting.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.1"} 1
wait_seconds_bucket{le="1"} 4
wait_seconds_bucket{le="+Inf"} 4
wait_seconds_sum 4.7
wait_seconds_count 4
"#;
    check Check::Export(check);
    check Check::TextFamily(Worlds::TEXTS, check_text);
}

/// How far the sum of a text must lie outside. Libraries that take the parts one by one are off by what came in between; another unit is off by more.
const FAR: f64 = 10.0;

fn check_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Histogram || family.is_torn {
        return;
    }
    for all in family.distributions().iter().filter(|all| all.ascends && !all.has_negative_bound()) {
        let sum = all.sum.and_then(|sum| family.member(sum).value()).filter(|sum| sum.is_finite());
        let (Some(sum), Some((least, most))) = (sum, cumulative(&all.buckets)) else { continue };
        if sum > most * FAR || sum >= 0.0 && sum * FAR < least {
            let message =
                format!("the sum of `{}` is {sum}, and its buckets hold {least} to {most}", family.name);
            sink.tell(family.place(family.member(all.head)), message);
        }
    }
}

/// Between what the sum must lie, of buckets in which each counts what the one below it does; none where few observations say little.
fn cumulative(buckets: &[Bucket]) -> Option<(f64, f64)> {
    const FEW: f64 = 3.0;
    let mut all = (0.0, 0.0);
    let mut below = (0.0, 0.0);
    for bucket in buckets {
        let own = bucket.count - below.1;
        if own.is_nan() || own < 0.0 {
            return None;
        }
        if own > 0.0 {
            all.0 += own * below.0;
            all.1 += own * bucket.bound;
        }
        below = (bucket.bound, bucket.count);
    }
    (below.1 >= FEW).then_some(all)
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
