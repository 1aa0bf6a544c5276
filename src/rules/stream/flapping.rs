use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A series does not come and go.
    ///
    /// Each gap ends the series for Prometheus, and what was counted in it is lost to `rate()`. Exporters that show only what happened lately, and collectors that time out now and then, do this.
    "stream/flapping": Should, Warning, DataLost;
    cites OPENMETRICS, "Exposition Across Time";
    help "show a series from its first value until its subject is gone";
    yields to "change/labels" "worker/alternating-answers" "worker/shared-identity";
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
orders_total{tier="silver"} 6
"#;
    bad "otlp" r#"{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"3"},{"attributes":[{"key":"tier","value":{"stringValue":"silver"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000010000000000","asInt":"2"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000020000000000","asInt":"4"}]}}
---
{"name":"orders","description":"Orders taken","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"attributes":[{"key":"tier","value":{"stringValue":"gold"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000030000000000","asInt":"4"},{"attributes":[{"key":"tier","value":{"stringValue":"silver"}}],"startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000030000000000","asInt":"3"}]}}"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
orders_total{tier="silver"} 5
---
# TYPE orders_total counter
orders_total{tier="gold"} 5
orders_total{tier="silver"} 6
"#;
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    let goes_on = target.goes_on();
    for track in target.tracks.iter().filter(|track| !track.is_ambiguous && !track.is_delta()) {
        // Gauges may well come and go with what they measure.
        let tolerated = match track.kind {
            _ if track.counts() => 0,
            Kind::Gauge | Kind::Unknown if !target.is_otlp() => 1,
            _ => continue,
        };
        let gaps = track.pairs().filter(|(before, now)| {
            now.look > before.look + 1
                && goes_on[before.look as usize + 1]
                && before.point.start() == now.point.start()
                && !target.has_restarted(before.look, now.look)
        });
        let gaps: Vec<u32> = gaps.map(|(before, _)| before.look + 1).collect();
        if gaps.len() > tolerated {
            let times = if gaps.len() == 1 { "once".to_owned() } else { format!("{} times", gaps.len()) };
            sink.tell(target.place(track, gaps[0]), format!("the series went away and came back, {times}"));
        }
    }
}
