use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};
use std::time::Duration;

rule! {
    /// A sample with a timestamp is measured anew.
    ///
    /// With a timestamp of its own a sample is not marked stale when it ends: repeating an old one shows for minutes what may long be over, and after five minutes Prometheus shows nothing although the target is up.
    "stream/timestamp-stuck": Advice, Warning, DataWrong;
    cites OPENMETRICS, "Exposing Timestamps";
    help "leave the timestamp away, or leave the sample away once nothing new is measured";
    bad "prometheus-text" r"
# TYPE stock gauge
stock 5 1700000000000
---
# TYPE stock gauge
stock 5 1700000000000
---
# TYPE stock gauge
stock 5 1700000000000
";
    good "prometheus-text" r"
# TYPE stock gauge
stock 5
---
# TYPE stock gauge
stock 5
---
# TYPE stock gauge
stock 5
";
    check Check::Target(Worlds::EXPOSITIONS, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| !track.is_ambiguous) {
        let mut since = None;
        let mut same = 1;
        for (before, now) in track.pairs() {
            let Some(time) = now.point.time().filter(|time| before.point.time() == Some(*time)) else {
                (since, same) = (None, 1);
                continue;
            };
            let first = *since.get_or_insert(before.look);
            same += 1;
            // A collector may be slower than whoever looks.
            if same >= 3 && target.between(first, now.look) >= Duration::from_secs(20) {
                let message = format!("the timestamp is {time} in {same} looks one after the other");
                sink.tell(target.place(track, now.look), message);
                break;
            }
        }
    }
}
