use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextView, World, Worlds};

rule! {
    /// A timestamp lies near the time of the scrape when it is read in the unit of its format.
    ///
    /// The Prometheus text has milliseconds, OpenMetrics seconds. Nothing refuses the wrong unit: the samples land in 1970 or far in the future, are dropped as out of bounds, and `up` stays 1. Old timestamps of federated data are nobody's mistake, so only those are told that are near now in another unit.
    "timestamp/implausible": Advice, Warning, DataLost;
    cites PROMETHEUS_TEXT, "Line format, timestamp";
    help "write milliseconds in a Prometheus text and seconds in OpenMetrics; best of all no timestamp";
    bad "prometheus-text" r"
orders 3 1700000000
";
    bad "openmetrics-text" r"
# TYPE orders gauge
orders 3 1700000000000
# EOF
";
    bad "prometheus-protobuf" r#"
family { name: "stock" type: 1 metric { gauge { value: 3 } timestamp_ms: 1700000000 } }
"#;
    good "http" r"
GET /federate HTTP/1.1
Accept: text/plain;version=0.0.4

HTTP/1.1 200 OK
Content-Type: text/plain; version=0.0.4; charset=utf-8

orders 3 1520879607789
";
    good "http" r"
GET /federate HTTP/1.1
Accept: application/openmetrics-text;version=1.0.0

HTTP/1.1 200 OK
Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8

# TYPE orders gauge
orders 3 1700000000.5
# EOF
";
    check Check::Text(Worlds::TEXTS, check);
    check Check::Protobuf(in_protobuf);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    const DAY: f64 = 86_400.0;
    let now =
        text.exchange.arrived().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |now| now.as_secs_f64());
    let is_near = |seconds: f64| (seconds - now).abs() < DAY;
    for family in text.families.iter().filter(|family| family.has_timestamps()) {
        for member in &family.members {
            let Some(time) = member.sample.timestamp() else { continue };
            let seconds = time.seconds() as f64 + f64::from(time.subsec_nanos()) / 1e9;
            if is_near(seconds) {
                continue;
            }
            let units = [("seconds", 1e3), ("microseconds", 1e-3), ("nanoseconds", 1e-6)];
            let other = if text.world == World::Text {
                units.into_iter().find(|(_, factor)| is_near(seconds * factor)).map(|(unit, _)| unit)
            } else {
                [("milliseconds", 1e-3), ("microseconds", 1e-6), ("nanoseconds", 1e-9)]
                    .into_iter()
                    .find(|(_, factor)| is_near(seconds * factor))
                    .map(|(unit, _)| unit)
            };
            if let Some(unit) = other {
                let lexeme = member.sample.timestamp_lexeme().unwrap_or_default();
                sink.tell(
                    family.place(member),
                    format!(
                        "the timestamp {lexeme} is now in {unit}, and another time in the unit of the format"
                    ),
                );
            }
        }
    }
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    const DAY: f64 = 86_400.0;
    let now =
        view.exchange.arrived().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |now| now.as_secs_f64());
    let is_near = |seconds: f64| (seconds - now).abs() < DAY;
    for member in view.metrics() {
        let Some(time) = member.metric.timestamp else { continue };
        let seconds = time as f64 / 1e3;
        let units = [("seconds", 1e3), ("microseconds", 1e-3), ("nanoseconds", 1e-6)];
        let other = units.into_iter().find(|(_, factor)| !is_near(seconds) && is_near(seconds * factor));
        if let Some((unit, _)) = other {
            let message =
                format!("the timestamp {time} is now in {unit}, and another time in the unit of the format");
            sink.tell(member.place("timestamp_ms"), message);
        }
    }
}
