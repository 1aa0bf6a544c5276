use crate::bridge::{Strategy, label_names};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Worlds};

rule! {
    /// Two attributes of a point do not become one label.
    ///
    /// Their values are joined by `;` where the specification is followed; OpenTelemetry Python keeps one of them and OpenTelemetry Go joins them in another order. No query expects any of it.
    "translation/attribute-keys-collide": Must, Warning, DataLost;
    cites COMPATIBILITY, "Metric Attributes";
    help "rename one of the attributes";
    yields to "translation/series-collide";
    bad "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"a.b","value":{"stringValue":"1"}},{"key":"a_b","value":{"stringValue":"z"}}]}]}}
"#;
    good "otlp" r#"
{"name":"orders.taken","description":"Orders taken.","unit":"{order}","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"3","startTimeUnixNano":"1699999990000000000","timeUnixNano":"1700000000000000000","attributes":[{"key":"tier","value":{"stringValue":"gold"}}]}]}}
"#;
    check Check::Family(Worlds::OTLP, check);
}

fn check(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let mut last = None;
    for series in view.family.series() {
        let labels = series.labels();
        // The same keys in one series after the other are looked at once.
        if labels.len() < 2
            || last.is_some_and(|last: crate::model::Labels<'_>| last.keys().eq(labels.keys()))
        {
            continue;
        }
        last = Some(labels);
        let mut names: Vec<(String, &str)> = Vec::new();
        for key in labels.keys() {
            let Some(name) = label_names(Strategy::default(), key).into_iter().next() else { continue };
            if let Some((name, other)) = names.iter().find(|(known, _)| *known == name) {
                let place = Place::family(view.family.name()).series(labels);
                sink.tell(place, format!("the attributes `{other}` and `{key}` are both the label `{name}`"));
                return;
            }
            names.push((name, key));
        }
    }
}
