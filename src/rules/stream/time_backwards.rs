use crate::model::Timestamp;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// The time of a series never goes back.
    ///
    /// Databases keep the points of a series in order: an older point after a newer one is refused as out of order, or written over what was there. Where all series of an export go back at once, the clock was set back.
    "stream/time-backwards": Must, Error, DataLost;
    cites OTEL_DATA_MODEL, "Timeseries Model";
    help "take the time from one clock and send points in their order";
    yields to "delta/overlap" "worker/alternating-answers" "worker/shared-identity";
    bad "otlp" r#"{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000020000000000","asInt":"5"}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"4"}]}}"#;
    bad "prometheus-text" r"
# TYPE stock gauge
stock 5 1700000000000
---
# TYPE stock gauge
stock 4 1699999999000
";
    good "otlp" r#"{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"5"}]}}
---
{"name":"stock","description":"Goods in stock","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"1700000020000000000","asInt":"4"}]}}"#;
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut timed = vec![(0_usize, 0_usize); target.looks.len()];
    let mut back: Vec<(usize, u32, Timestamp, Timestamp)> = Vec::new();
    for (number, track) in target.tracks.iter().enumerate().filter(|(_, track)| !track.is_ambiguous) {
        for (before, now) in track.pairs() {
            let (Some(older), Some(newer)) = (before.point.time(), now.point.time()) else { continue };
            let (goes_back, all) = &mut timed[now.look as usize];
            *all += 1;
            if newer < older {
                *goes_back += 1;
                back.push((number, now.look, older, newer));
            }
        }
    }
    for (number, look, older, newer) in back {
        let (goes_back, all) = &mut timed[look as usize];
        let went = format!("from {older} to {newer}");
        if *all > 1 && goes_back == all {
            // One clock that was set back is told once.
            *all = 0;
            sink.tell(target.place_of_look(look), format!("the time of every series goes back, here {went}"));
        } else if *all > 0 {
            sink.tell(target.place(&target.tracks[number], look), format!("the time goes back {went}"));
        }
    }
}
