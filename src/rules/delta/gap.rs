use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};
use std::time::Duration;

rule! {
    /// The intervals of a delta stream follow one another without gaps.
    ///
    /// Between two intervals nothing was counted, or what was counted is lost. A stream that had nothing to say in between is not meant: only points of exports that follow one another are compared.
    "delta/gap": Should, Warning, DataLost;
    cites OTEL_DATA_MODEL, "Resets and Gaps";
    help "begin each interval where the last one ended; find out whether an export was lost";
    yields to "worker/shared-identity";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000020000000000","timeUnixNano":"1700000030000000000","asInt":"4"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000010000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}"#;
    check Check::Target(Worlds::OTLP, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.is_delta()) {
        for (before, now) in track.pairs().filter(|(before, now)| now.look == before.look + 1) {
            let (Some(end), Some(start)) = (before.point.time(), now.point.start()) else { continue };
            let length = before.point.start().and_then(|start| end.since(start)).unwrap_or_default();
            let gap = start.since(end).unwrap_or_default();
            // Clocks that are read twice are no loss.
            if gap > (length / 10).max(Duration::from_millis(1)) {
                let message = format!("the interval begins at {start}, and the one before ended at {end}");
                sink.tell(target.place(track, now.look), message);
                break;
            }
        }
    }
}
