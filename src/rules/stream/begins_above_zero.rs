use crate::model::{Kind, Number};
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A counter is there before it counts, or says since when it counts.
    ///
    /// A series that appears with a value has lost its first increments: `increase()` knows no value before. For labels whose values come with the requests it can hardly be helped; where they are known beforehand it can.
    "stream/begins-above-zero": Advice, Info, DataLost;
    cites PROMETHEUS_INSTRUMENTATION, "Avoid missing metrics";
    help "make the series with the value 0 at the start of the program, or expose the created time";
    yields to "change/kind" "change/labels" "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
orders_total{tier="silver"} 57
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
---
# TYPE orders_total counter
orders_total{tier="gold"} 4
orders_total{tier="silver"} 0
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
orders_created{tier="gold"} 1700000000
# EOF
---
# TYPE orders counter
orders_total{tier="gold"} 3
orders_created{tier="gold"} 1700000000
orders_total{tier="silver"} 57
orders_created{tier="silver"} 1700000009
# EOF
"#;
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for track in target.tracks.iter().filter(|track| track.kind == Kind::Counter && track.counts()) {
        let Some(first) = track.steps.first().filter(|first| first.look > 0) else { continue };
        let value = first.point.number().map(Number::as_f64);
        if let Some(value) = value.filter(|value| *value > 0.0)
            && target.start(track, *first).is_none()
            && !target.has_restarted(first.look - 1, first.look)
        {
            sink.tell(
                target.place(track, first.look),
                format!("the series appears with the value {value} and no start"),
            );
        }
    }
}
