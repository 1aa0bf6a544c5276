use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Data, ExportView, Point, Shown};

rule! {
    /// The least value lies in the lowest bucket that counts anything, and the greatest in the highest.
    ///
    /// Where it does not, buckets and extremes are not of the same observations.
    "distribution/extremes-outside-buckets": Advice, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Histogram";
    help "take buckets, `min` and `max` at one moment";
    yields to "distribution/min-above-max" "bucket/bounds-unordered";
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":7,"min":1.5,"max":3,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":7,"min":0.5,"max":3.5,"bucketCounts":["1","2","0"],"explicitBounds":[1,2]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":12,"min":1.5,"max":10.5,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"3","sum":4.5,"min":0.5,"max":2.5,"bucketCounts":["1","1","1"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","sum":3,"min":1,"max":2,"bucketCounts":["0","2","0"],"explicitBounds":[1,2]}]}}
"#;
    good "otlp" r#"
{"name":"wait","description":"Time spent waiting.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":0,"sum":5,"min":1.5,"max":3.5,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
"#;
    good "otlp" r#"
{"name":"drift","description":"How far the clock is off.","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","count":"2","scale":20,"sum":3e-320,"min":1e-320,"max":2e-320,"positive":{"offset":-1071644672,"bucketCounts":["2"]}}]}}
"#;
    check Check::Export(check);
}

fn check(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    for (point, seen) in view.request().histograms().filter(|(_, seen)| seen.count > 0) {
        let Some((lowest, highest)) = limits(point) else { continue };
        let name = point.metric.name;
        if let Some(min) = seen.min.filter(|min| min.is_finite() && !holds(lowest, *min)) {
            let message = format!(
                "the least value of `{name}` is {}, and the lowest bucket reaches from {} to {}",
                Shown(min),
                Shown(lowest.0),
                Shown(lowest.1)
            );
            sink.tell(point.field("min", None), message);
        } else if let Some(max) = seen.max.filter(|max| max.is_finite() && !holds(highest, *max)) {
            let message = format!(
                "the greatest value of `{name}` is {}, and the highest bucket reaches from {} to {}",
                Shown(max),
                Shown(highest.0),
                Shown(highest.1)
            );
            sink.tell(point.field("max", None), message);
        }
    }
}

type Limits = (f64, f64);

/// Whether a value may be counted there; one that is too small to be normal may be counted as the smallest that is.
fn holds((from, to): Limits, value: f64) -> bool {
    let is_within = |value: f64| (from..=to).contains(&value);
    is_within(value) || value.is_subnormal() && is_within(f64::MIN_POSITIVE.copysign(value))
}

/// What lies in the lowest and in the highest bucket that count anything; none where buckets say nothing.
fn limits(point: Point<'_>) -> Option<(Limits, Limits)> {
    if point.metric.data == Data::Exponential {
        return exponential_limits(point);
    }
    let (counts, bounds) = (point.counts(), point.bounds());
    if counts.len() != bounds.len() + 1 || bounds.iter().any(|bound| !bound.is_finite()) {
        return None;
    }
    let of = |at: usize| {
        let below = if at == 0 { f64::NEG_INFINITY } else { bounds[at - 1] };
        (below, bounds.get(at).copied().unwrap_or(f64::INFINITY))
    };
    let is_filled = |&count: &u64| count > 0;
    Some((of(counts.iter().position(is_filled)?), of(counts.iter().rposition(is_filled)?)))
}

/// As computed indexes are not exact, a neighbour is as good.
fn exponential_limits(point: Point<'_>) -> Option<(Limits, Limits)> {
    let seen = point.distribution();
    let power = |index: f64| (index * (-f64::from(seen.scale)).exp2()).exp2();
    let of = |index: i64| (power((index - 1) as f64), power((index + 2) as f64));
    let is_filled = |&count: &u64| count > 0;
    let (up, above) = point.positive();
    let (down, below) = point.negative();
    let index = |offset: i32, at: usize| i64::from(offset) + at as i64;
    let nearest = f64::MIN_POSITIVE.max(seen.zero_threshold);
    let zero = (seen.zero_count > 0).then_some((-nearest, nearest));
    let mirrored = |(near, far): Limits| (-far, -near);
    let negative = |at| mirrored(of(index(down, at)));
    let positive = |at| of(index(up, at));
    let lowest = below.iter().rposition(is_filled).map(negative).or(zero);
    let highest = above.iter().rposition(is_filled).map(positive).or(zero);
    Some((
        lowest.or_else(|| above.iter().position(is_filled).map(positive))?,
        highest.or_else(|| below.iter().position(is_filled).map(negative))?,
    ))
}
