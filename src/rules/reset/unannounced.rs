use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Fall, Target, Worlds};

rule! {
    /// A counter falls only when its process starts anew.
    ///
    /// `rate()` and `increase()` take each fall for a restart from zero and add the whole new value, so a counter that is set back, or that is a gauge in truth, makes traffic that never was. Counts and buckets of histograms and the counts of summaries are counters too.
    ///
    /// What makes a fall honest: the start of the series (`_created`, start time) or `process_start_time_seconds` moved forward, or everything that counts fell together in a process that does not say when it began. Ticks of CPU clocks and kernel counters that went over 2^32 are passed over, and so are sums, which fall with negative observations.
    "reset/unannounced": Must, Error, DataWrong;
    cites OPENMETRICS, "Counter";
    help "never set a counter back; use a gauge for what may fall";
    yields to "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 7
";
    bad "prometheus-text" r#"
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 3
wait_seconds_bucket{le="+Inf"} 5
wait_seconds_sum 9
wait_seconds_count 5
---
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 3
wait_seconds_bucket{le="+Inf"} 4
wait_seconds_sum 8
wait_seconds_count 4
"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1700000010000000000","asInt":"12"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1700000020000000000","asInt":"8"}]}}"#;
    good "prometheus-text" r"
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000000
# TYPE orders_total counter
orders_total 10
---
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1700000300
# TYPE orders_total counter
orders_total 7
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 5
orders_created 1700000000.5
# EOF
---
# TYPE orders counter
orders_total 2
orders_created 1700000005.5
# EOF
";
    good "prometheus-text" r"
# TYPE orders_total counter
orders_total 5
# TYPE offers_total counter
offers_total 7
---
# TYPE orders_total counter
orders_total 1
# TYPE offers_total counter
offers_total 0
";
    good "prometheus-text" r"
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 5.31
---
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 5.3
";
    good "prometheus-text" r"
# TYPE node_network_received_bytes_total counter
node_network_received_bytes_total 4294960000
---
# TYPE node_network_received_bytes_total counter
node_network_received_bytes_total 1200
";
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let mut last = None;
    for fall in target.falls() {
        // Each series is told once.
        if last != Some(fall.track) && !is_announced(target, fall) {
            last = Some(fall.track);
            let (track, _, now) = target.of_fall(fall);
            let (part, from, to) = (fall.part, fall.from, fall.to);
            let message =
                format!("{part} fell from {from} to {to}, and nothing says that the process started anew");
            sink.tell(target.place(track, now.look), message);
        }
    }
}

fn is_announced(target: &Target<'_>, fall: &Fall) -> bool {
    let (track, before, now) = target.of_fall(fall);
    match (target.start(track, before), target.start(track, now)) {
        (Some(older), Some(newer)) if newer > older => return true,
        // OTLP always says the start, and a fall under one start has a rule of its own.
        (Some(_), Some(_)) if target.is_otlp() => return true,
        _ => {}
    }
    target.has_restarted(before.look, now.look) || target.has_dropped_together(before.look, now.look)
}
