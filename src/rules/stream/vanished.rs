use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A series that counts stays as long as its process lives.
    ///
    /// What is gone is taken for ended: `rate()` loses the last increase, alerts resolve, and when the series comes back its value is taken for new. Libraries that drop what was quiet for a while, and exporters that send a cumulative stream only when it changed, do this. It is right where the thing that was counted is gone, a file system or a removed worker, and for asynchronous instruments that no longer observe it.
    "stream/vanished": Should, Warning, DataLost;
    cites OPENMETRICS, "Exposition Across Time";
    help "keep showing what was shown once; take away only series whose subject is gone";
    yields to "stream/flapping" "change/kind" "change/labels" "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
orders_total{tier="silver"} 5
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
---
# TYPE orders_total counter
orders_total{tier="gold"} 5
"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"3"},{"attributes":[{"key":"tier","value":{"stringValue":"silver"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"2"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
orders_total{tier="silver"} 5
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
orders_total{tier="silver"} 5
"#;
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
";
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let goes_on = target.goes_on();
    for track in target.tracks.iter().filter(|track| track.counts()) {
        let Some(last) = track.steps.last() else { continue };
        let gone = last.look + 1;
        if (gone as usize) < target.looks.len()
            && goes_on[gone as usize]
            && !target.has_restarted(last.look, gone)
        {
            sink.tell(target.place(track, gone), "the series is gone, and others of its process go on");
        }
    }
}
