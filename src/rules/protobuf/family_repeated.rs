use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::ProtobufView;
use std::collections::BTreeMap;

rule! {
    /// A family is one message.
    ///
    /// A second message of the same name is accepted, even with another type; the series that both have are duplicates, of which Prometheus keeps the first. A Pushgateway keeps the last instead.
    "protobuf/family-repeated": Must, Error, DataLost;
    cites PROMETHEUS_PROTOBUF, "MetricFamily";
    help "gather all metrics of a family before it is written";
    bad "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1 metric { label { name: "shop" value: "a" } gauge { value: 3 } } }
family { name: "stock" help: "Bottles in stock." type: 1 metric { label { name: "shop" value: "b" } gauge { value: 4 } } }
"#;
    good "prometheus-protobuf" r#"
family { name: "stock" help: "Bottles in stock." type: 1
 metric { label { name: "shop" value: "a" } gauge { value: 3 } }
 metric { label { name: "shop" value: "b" } gauge { value: 4 } } }
"#;
    check Check::Protobuf(check);
}

fn check(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeMap::new();
    for (number, family) in view.families.iter().enumerate() {
        let first = *seen.entry(&*family.name).or_insert(number);
        if first != number && !family.name.is_empty() {
            let place = Place::family(&*family.name).pointer(format!("family[{number}]"));
            sink.tell(place, format!("`{}` is family[{first}] already", family.name));
        }
    }
}
