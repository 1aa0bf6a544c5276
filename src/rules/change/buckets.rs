use crate::model::Histogram;
use crate::model::Temporality;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Track, Worlds};

rule! {
    /// A histogram keeps its bucket bounds.
    ///
    /// Quantiles over a time in which the bounds changed are computed from buckets that do not fit together, and a bucket that is gone ends as a series. Exponential histograms may become coarser, never finer, while one process lives.
    "change/buckets": Should, Warning, DataWrong;
    cites OPENMETRICS, "Exposition Across Time";
    help "fix the bounds for as long as the process lives, and over all instances of one program";
    yields to "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.5"} 1
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
wait_seconds_count 5
---
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
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
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.kind.is_distribution() && !track.is_ambiguous) {
        for (before, now) in track.pairs() {
            let (Some(older), Some(newer)) = (before.point.histogram(), now.point.histogram()) else {
                continue;
            };
            if let Some(message) = changed(track, older, newer)
                && (track.is_delta() || target.start(track, before) == target.start(track, now))
                && !target.has_restarted(before.look, now.look)
            {
                sink.tell(target.place(track, now.look), message);
                break;
            }
        }
    }
}

fn changed(track: &Track<'_>, older: Histogram<'_>, newer: Histogram<'_>) -> Option<String> {
    let (before, now) = (older.bounds(), newer.bounds());
    if before != now && !before.is_empty() && !now.is_empty() {
        let is_in = |bound: &&f64, bounds: &[f64]| bounds.contains(bound);
        if let Some(gone) = before.iter().find(|bound| !is_in(bound, now)) {
            return Some(format!("the bound {gone} is gone"));
        }
        if let Some(new) = now.iter().find(|bound| !is_in(bound, before)) {
            return Some(format!("the bound {new} is new"));
        }
    }
    let (before, now) = (older.exponential()?, newer.exponential()?);
    // Differences may choose their resolution each time.
    if track.temporality == Some(Temporality::Delta) {
        return None;
    }
    if now.scale() > before.scale() {
        return Some(format!("the scale went from {} to {}, and is finer now", before.scale(), now.scale()));
    }
    let (before, now) = (before.zero_threshold(), now.zero_threshold());
    (now < before).then(|| format!("the zero threshold shrank from {before} to {now}"))
}
