use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds, total};

rule! {
    /// When a process starts anew, everything that it counts begins anew.
    ///
    /// Some counters fell with the process and others went on: those are kept outside of it, or the start that is said is not that of the process. Counters of a device or a database behind an exporter rightly go on.
    "reset/partial": Advice, Info, DataWrong;
    cites EXPERIENCE, "counters over a restart";
    help "count in the process, or say the start of what is counted";
    yields to "worker/alternating-answers";
    bad "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
# TYPE offers_total counter
offers_total 4
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000300
# TYPE orders_total counter
orders_total 2
# TYPE offers_total counter
offers_total 9
";
    good "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
# TYPE offers_total counter
offers_total 4
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000300
# TYPE orders_total counter
orders_total 2
# TYPE offers_total counter
offers_total 1
";
    check Check::Target(Worlds::EXPOSITIONS, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut fell: Vec<Option<&str>> = vec![None; target.looks.len()];
    for fall in target.falls() {
        let (track, _, now) = target.of_fall(fall);
        fell[now.look as usize].get_or_insert(target.name(track));
    }
    for track in target.tracks.iter().filter(|track| track.counts()) {
        for (before, now) in track.pairs() {
            let Some(fallen) = fell[now.look as usize].take_if(|_| {
                let grew = total(now.point) > total(before.point);
                let was_above = total(before.point).is_some_and(|total| total > 0.0);
                grew && was_above && target.has_restarted(before.look, now.look)
            }) else {
                continue;
            };
            let message =
                format!("the process started anew and `{fallen}` with it, but this went on growing");
            sink.tell(target.place(track, now.look), message);
        }
    }
}
