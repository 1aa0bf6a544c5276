use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// The intervals of a delta stream do not overlap.
    ///
    /// Each interval begins where the one before ended. What lies in two of them is counted twice.
    ///
    /// Exporters that align their intervals to the clock do it at their end: Micrometer closes with what came since the last step, and
    /// gives it the interval of that step once more. A point that is sent again as it was says nothing new and is let pass.
    "delta/overlap": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Overlap";
    help "begin each interval where the last one ended";
    yields to "worker/shared-identity";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000005000000000","timeUnixNano":"1700000015000000000","asInt":"4"}]}}"#;
    bad "otlp" r#"{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000060000000000","timeUnixNano":"1700000120000000000","asDouble":40}]}}
---
{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000060000000000","timeUnixNano":"1700000120000000000","asDouble":2}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000010000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}"#;
    good "otlp" r#"{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000060000000000","timeUnixNano":"1700000120000000000","asDouble":40}]}}
---
{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000060000000000","timeUnixNano":"1700000120000000000","asDouble":40}]}}"#;
    check Check::Target(Worlds::OTLP, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.is_delta()) {
        for (before, now) in track.pairs() {
            let (Some(end), Some(start)) = (before.point.time(), now.point.start()) else { continue };
            // A point that was sent again says nothing new.
            if start < end && before.point != now.point {
                let message = format!("the interval begins at {start}, and the one before ended at {end}");
                sink.tell(target.place(track, now.look), message);
                break;
            }
        }
    }
}
