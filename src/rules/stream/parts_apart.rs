use crate::model::{Number, PointValue};
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Step, Target, Track, Worlds, total};

rule! {
    /// Count, sum and buckets of one histogram or summary grow together.
    ///
    /// What is observed raises the count by one, the sum by its value and every bucket above it by one. Between two looks no bucket grows by more than the count, and the sum moves only with the count. Parts that are read one by one while requests go on are the usual source. Timers of tasks that still run are another: their sum grows with the clock, and their count falls when a task ends.
    "stream/parts-apart": Must, Warning, DataWrong;
    cites PROMETHEUS_TEXT, "Histograms and summaries";
    help "take all parts at one moment; where sum and count tell of what still goes on, make them gauges";
    yields to "histogram/count-differs-from-infinity" "histogram/buckets-not-cumulative" "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
wait_seconds_count 5
---
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 4
wait_seconds_bucket{le="+Inf"} 6
wait_seconds_sum 10
wait_seconds_count 6
"#;
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
wait_seconds_count 5
---
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 10
wait_seconds_count 5
"#;
    good "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
wait_seconds_count 5
---
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 2
wait_seconds_bucket{le="+Inf"} 7
wait_seconds_sum 14
wait_seconds_count 7
"#;
    check Check::Target(Worlds::EXPOSITIONS, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.counts()) {
        for (before, now) in track.pairs() {
            if let Some(message) = apart(before, now)
                && !has_begun_anew(target, track, before, now)
            {
                sink.tell(target.place(track, now.look), message);
                break;
            }
        }
    }
}

fn has_begun_anew(target: &Target<'_>, track: &Track<'_>, before: Step<'_>, now: Step<'_>) -> bool {
    target.has_restarted(before.look, now.look) || target.start(track, before) != target.start(track, now)
}

fn apart(before: Step<'_>, now: Step<'_>) -> Option<String> {
    let grown = total(now.point)? - total(before.point)?;
    // What fell has a rule of its own.
    if grown < 0.0 {
        return None;
    }
    let sums = match (before.point.value(), now.point.value()) {
        (PointValue::Histogram(before), PointValue::Histogram(now)) => (before.sum(), now.sum()),
        (PointValue::Summary(before), PointValue::Summary(now)) => (before.sum(), now.sum()),
        _ => return None,
    };
    if let (Some(older), Some(newer)) = (sums.0.map(Number::as_f64), sums.1.map(Number::as_f64))
        && grown == 0.0
        && (older - newer).abs() > older.abs() * 1e-9
    {
        return Some(format!(
            "the sum went from {older} to {newer}, and the count stayed {}",
            total(now.point)?
        ));
    }
    let (before, now) = (before.point.histogram()?, now.point.histogram()?);
    if before.bounds() != now.bounds() {
        return None;
    }
    let mut buckets = before.counts().iter().zip(now.counts()).zip(now.bounds());
    buckets.find_map(|((older, newer), bound)| {
        let more = newer.as_f64() - older.as_f64();
        let message = || format!("the bucket up to {bound} grew by {more}, and the count by {grown}");
        (more > grown).then(message)
    })
}
