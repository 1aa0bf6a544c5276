use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A counter that begins anew says a new start.
    ///
    /// Whoever trusts `_created` to tell a restart from a late first look does not see this one, and computes too little or too much.
    "reset/created-unmoved": Must, Warning, DataWrong;
    cites OPENMETRICS, "Counter";
    help "set the created time where the value is set to zero";
    yields to "reset/unannounced" "worker/alternating-answers";
    bad "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
# TYPE orders_created gauge
orders_created 1700000001.5
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000300
# TYPE orders_total counter
orders_total 0
# TYPE orders_created gauge
orders_created 1700000001.5
";
    good "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
# TYPE orders_created gauge
orders_created 1700000001.5
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000300
# TYPE orders_total counter
orders_total 0
# TYPE orders_created gauge
orders_created 1700000301.5
";
    check Check::Target(Worlds::EXPOSITIONS, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for fall in target.falls() {
        let (track, before, now) = target.of_fall(fall);
        let (Some(older), Some(newer)) = (target.start(track, before), target.start(track, now)) else {
            continue;
        };
        if newer <= older {
            let (part, from, to) = (fall.part, fall.from, fall.to);
            let message = format!("{part} fell from {from} to {to}, and the created time is still {newer}");
            sink.tell(target.place(track, now.look), message);
        }
    }
}
