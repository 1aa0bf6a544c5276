use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// What tells the present changes from look to look.
    ///
    /// CPU seconds, the time of day and the time since the start move by themselves. Where they and everything else stand still over many looks, an old answer is being served: a cache in front of the endpoint, or a collector that died.
    "stream/frozen": Advice, Info, DataWrong;
    cites PROMETHEUS_EXPORTERS, "Scheduling";
    help "collect when the scrape comes; take caches away from the path of the metrics";
    bad "prometheus-text" r"
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
";
    good "prometheus-text" r"
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.20
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.21
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.22
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.23
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.24
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.25
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.26
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.27
";
    good "prometheus-text" r"
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
---
# TYPE orders_total counter
orders_total 1
";
    check Check::Target(Worlds::EXPOSITIONS, check);
}

/// How many looks must say the same.
const LOOKS: usize = 8;

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    if target.looks.len() < LOOKS {
        return;
    }
    let stands_still = target.tracks.iter().all(|track| {
        track.steps.len() == target.looks.len()
            && track.pairs().all(|(before, now)| before.point.value() == now.point.value())
    });
    let moving = target.families.iter().find(|family| moves_by_itself(family.name));
    if let Some(family) = moving.filter(|_| stands_still) {
        let (name, count) = (family.name, target.looks.len());
        let place = target.place_of_look(count as u32 - 1);
        sink.tell(place, format!("{count} looks say the same to the last digit, `{name}` included"));
    }
}

fn moves_by_itself(name: &str) -> bool {
    const ENDS: [&str; 4] =
        ["process_cpu_seconds_total", "uptime_seconds", "node_time_seconds", "current_time_seconds"];
    ENDS.iter().any(|end| name.ends_with(end))
}
