use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ExportView, Point, SentMetric, Shown, Target, Value, Worlds};
use rustc_hash::FxHashMap;

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
    bad "otlp" r#"{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asDouble":9.5},{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asDouble":8}]}}"#;
    good "otlp" r#"{"name":"visits","description":"Visits seen","unit":"{visit}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asDouble":9.5},{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asDouble":8}]}}"#;
    good "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000015000000000","timeUnixNano":"1700000020000000000","asInt":"7"}]}}"#;
    good "otlp" r#"{"name":"wait","description":"Time in the queue","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","count":"3","sum":6.0,"scale":1,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["1","0","2"]}}]}}
---
{"name":"wait","description":"Time in the queue","unit":"s","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","count":"4","sum":9.5,"scale":0,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["1","3"]}}]}}"#;
    check Check::Target(Worlds::OTLP, check);
    check Check::Export(in_request);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut last = None;
    for fall in target.falls() {
        let (track, before, now) = target.of_fall(fall);
        // What one request says of itself is told where it was read.
        if before.look == now.look {
            continue;
        }
        let Some(start) = now.point.start().filter(|start| before.point.start() == Some(*start)) else {
            continue;
        };
        if last.replace(fall.track) != Some(fall.track) {
            let (part, from, to) = (fall.part, Shown(fall.from), Shown(fall.to));
            let message = format!("{part} fell from {from} to {to}, both since {start}");
            sink.tell(target.place(track, now.look), message);
        }
    }
}

/// A metric may hold several points of a stream.
fn in_request(view: &ExportView<'_>, sink: &mut Sink<'_>) {
    let request = view.request();
    let counts = |metric: &&SentMetric<'_>| metric.data.is_histogram() || metric.is_monotonic;
    for metric in request.metrics.iter().filter(|metric| metric.temporality == 2).filter(counts) {
        let times = || request.points_of(metric).map(|point| point.data.time);
        // Nearly every metric is of one moment.
        if times().min() == times().max() {
            continue;
        }
        let mut streams: FxHashMap<u64, Vec<Point<'_>>> = FxHashMap::default();
        for point in request.points_of(metric).filter(|point| !point.is_absent() && point.data.start != 0) {
            streams.entry(point.data.attributes_hash).or_default().push(point);
        }
        for points in streams.values_mut() {
            points.sort_by_key(|point| point.data.time);
            let fallen = points.windows(2).find_map(|pair| Some((fall(pair[0], pair[1])?, pair[1])));
            if let Some((message, point)) = fallen {
                sink.tell(point.place(), message);
            }
        }
    }
}

fn fall(before: Point<'_>, now: Point<'_>) -> Option<String> {
    if before.data.time == now.data.time || before.data.start != now.data.start {
        return None;
    }
    let falls = match (before.data.number, now.data.number) {
        (Value::Int(from), Value::Int(to)) => to < from,
        (Value::Double(from), Value::Double(to)) => to < from,
        _ => {
            let (from, to) = (before.distribution().count, now.distribution().count);
            return (to < from).then(|| format!("the count fell from {from} to {to} under one start"));
        }
    };
    falls
        .then(|| format!("the value fell from {} to {} under one start", before.data.number, now.data.number))
}
