use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A cumulative stream never falls under one start time.
    ///
    /// The start time is the promise that everything since is counted. Backends turn a fall into a reset that never was, or drop the point. Counts, buckets and zero counts of histograms are meant too; exponential buckets are compared after the older ones were merged to the coarser scale.
    "reset/falls-under-start": Must, Error, DataWrong;
    cites OTEL_DATA_MODEL, "Sums";
    help "say a new start time where counting begins anew; use an up-down counter for what may fall";
    yields to "worker/shared-identity";
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"7"}]}}"#;
    bad "otlp" r#"{"name":"wait","description":"Time in the queue","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","count":"5","sum":7.5,"explicitBounds":[1],"bucketCounts":["3","2"]}]}}
---
{"name":"wait","description":"Time in the queue","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","count":"6","sum":8.5,"explicitBounds":[1],"bucketCounts":["5","1"]}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000015000000000","timeUnixNano":"1700000020000000000","asInt":"7"}]}}"#;
    good "otlp" r#"{"name":"wait","description":"Time in the queue","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","count":"3","sum":6.0,"scale":1,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["1","0","2"]}}]}}
---
{"name":"wait","description":"Time in the queue","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","count":"4","sum":9.5,"scale":0,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["1","3"]}}]}}"#;
    check Check::Target(Worlds::OTLP, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut last = None;
    for fall in target.falls() {
        let (track, before, now) = target.of_fall(fall);
        let Some(start) = now.point.start().filter(|start| before.point.start() == Some(*start)) else { continue };
        if last.replace(fall.track) != Some(fall.track) {
            let (part, from, to) = (fall.part, fall.from, fall.to);
            let message = format!("{part} fell from {from} to {to}, both since {start}");
            sink.tell(target.place(track, now.look), message);
        }
    }
}
