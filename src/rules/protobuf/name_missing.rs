use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;

rule! {
    /// Every family and every label of a protobuf body has a name.
    ///
    /// Nothing in the messages makes a reader notice that a name is absent, since an absent string is an empty one. Prometheus refuses the scrape.
    "protobuf/name-missing": Must, Error, ScrapeFails;
    cites PROMETHEUS_PROTOBUF, "MetricFamily";
    help "set the name of each family and of each label pair";
    yields to "protobuf/fields-malformed";
    bad "prometheus-protobuf" r#"
family { help: "Bottles in stock." type: 1 metric { gauge { value: 3 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1 metric { label { value: "red" } gauge { value: 3 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "orders_total" help: "Orders taken." type: 0 metric { counter { value: 3 } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for (number, family) in view.families.iter().enumerate() {
        if family.name.is_empty() {
            sink.tell(Place::default().pointer(format!("family[{number}]")), "the family has no name");
        }
    }
    for member in view.metrics() {
        if let Some(at) = member.metric.labels.iter().position(|(name, _)| name.is_empty()) {
            sink.tell(member.place(&format!("label[{at}]")), "the label has no name");
        }
    }
}
