use crate::bridge::{Strategy, metric_names};
use crate::model::Family;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, Worlds};
use std::collections::BTreeMap;

rule! {
    /// Two instruments do not become one family in Prometheus.
    ///
    /// `foo.bar` and `foo_bar` are both `foo_bar` there, and a counter `wait.count` is the `_count` of the histogram `wait`. With the same labels they are one series with two values, of which a server keeps the first and drops the other without a word; with different types whole metrics are dropped.
    "translation/names-collide": Interop, Error, DataLost;
    cites COMPATIBILITY, "Metric Metadata";
    help "rename one of the two instruments";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
{"name":"orders_taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    bad "otlp" r#"
{"name":"wait","description":"Time waited.","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[],"count":"3","sum":4.5,"explicitBounds":[1,2],"bucketCounts":["1","1","1"]}]}}
{"name":"wait.seconds.count","description":"Goods in stock.","unit":"","gauge":{"dataPoints":[{"asInt":"3","timeUnixNano":"1700000000000000000","attributes":[]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
{"name":"orders.lost","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Reading(Worlds::OTLP, check);
}

fn check(reading: &ReadingView<'_>, sink: &mut Sink<'_>) {
    let translated = |family: Family<'_>| {
        let names =
            metric_names(Strategy::default(), family.name(), family.unit().unwrap_or(""), family.kind());
        names.map(|names| names.specified().to_owned())
    };
    let mut taken: BTreeMap<String, Family<'_>> = BTreeMap::new();
    let mut samples: BTreeMap<String, Family<'_>> = BTreeMap::new();
    for family in reading.reading.families() {
        let Some(name) = translated(family) else { continue };
        if family.kind().is_distribution() {
            for suffix in ["_bucket", "_sum", "_count"] {
                samples.entry(format!("{name}{suffix}")).or_insert(family);
            }
        }
        match taken.get(&name) {
            Some(other) if other.name() != family.name() => {
                let message =
                    format!("`{}` and `{}` are both `{name}` in Prometheus", other.name(), family.name());
                sink.tell(Place::family(family.name()), message);
            }
            Some(_) => {}
            None => {
                taken.insert(name, family);
            }
        }
    }
    for (name, family) in &taken {
        if let Some(other) = samples.get(name).filter(|other| other.name() != family.name()) {
            let message = format!(
                "`{}` is `{name}` in Prometheus, which is a sample of `{}`",
                family.name(),
                other.name()
            );
            sink.tell(Place::family(family.name()), message);
        }
    }
}
