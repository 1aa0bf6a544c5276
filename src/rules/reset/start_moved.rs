use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Track, Worlds, total};

rule! {
    /// The start time of a cumulative stream moves only when counting begins anew.
    ///
    /// Each point repeats the start of the first. A start that moves is read as a reset, so what was counted before the last point is added a second time; a start before the last reported time claims that two rows of points overlap.
    ///
    /// Starts of several series need not be the same.
    "reset/start-moved": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Resets and Gaps";
    help "keep the start time as long as the stream goes on; a new one lies after the last point that was sent";
    yields to "worker/shared-identity";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000005000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000005000000000","timeUnixNano":"1700000020000000000","asInt":"13"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000004000000000","timeUnixNano":"1700000030000000000","asInt":"14"}]}}"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000010000000000","timeUnixNano":"1700000020000000000","asInt":"15"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000020000000000","timeUnixNano":"1700000030000000000","asInt":"19"}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"13"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000025000000000","timeUnixNano":"1700000030000000000","asInt":"2"}]}}"#;
    check Check::Target(Worlds::OTLP, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.counts()) {
        if let Some((look, message)) = moved(target, track) {
            sink.tell(target.place(track, look), message);
        }
    }
}

fn moved(target: &Target<'_>, track: &Track<'_>) -> Option<(u32, String)> {
    let mut going_on = 0;
    for (before, now) in track.pairs() {
        let (Some(older), Some(newer)) = (before.point.start(), now.point.start()) else { continue };
        if older == newer {
            continue;
        }
        if let Some(time) = before.point.time().filter(|time| newer < *time) {
            return Some((
                now.look,
                format!("the start moved from {older} to {newer}, before the last point at {time}"),
            ));
        }
        let was_above = total(before.point).is_some_and(|total| total > 0.0);
        going_on = if was_above && total(now.point) >= total(before.point) { going_on + 1 } else { 0 };
        // Once may be a restart that was busy.
        if going_on == 2 {
            let count = target.looks.len();
            return Some((
                now.look,
                format!("the start moves on and the value never begins anew, in {count} exports"),
            ));
        }
    }
    None
}
