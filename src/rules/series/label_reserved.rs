use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextFamily, Worlds};

rule! {
    /// Labels that begin with two underscores belong to Prometheus.
    ///
    /// `__name__` collides with the name of the metric and fails the scrape; others are stored, and vanish or take effect in relabelling. `__type__` and `__unit__` are what a server adds by itself when it federates.
    "series/label-reserved": Must, Error, DataWrong;
    cites PROMETHEUS_DATA_MODEL, "Metric names and labels";
    help "rename the label; two underscores at the front belong to Prometheus";
    bad "prometheus-text" r#"
orders_total{__shop="x"} 3
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" type: 1 metric { label { name: "__shop" value: "x" } gauge { value: 3 } } }
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "prometheus-text" r#"
orders_total{__type__="counter"} 3
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
    check Check::Protobuf(in_protobuf);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let is_reserved = |(name, _): &&(std::borrow::Cow<'_, str>, u32)| {
        name.starts_with("__") && !matches!(&**name, "__type__" | "__unit__")
    };
    for (name, first) in family.label_names.iter().filter(is_reserved) {
        let place = family.place(&family.members[*first as usize]);
        sink.tell(place, format!("the label `{name}` is reserved"));
    }
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for member in view.metrics() {
        let is_reserved = |(name, _): &(std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
            name.starts_with("__") && !matches!(&**name, "__name__" | "__type__" | "__unit__")
        };
        if let Some(at) = member.metric.labels.iter().position(is_reserved) {
            let message = format!("the label `{}` is reserved", member.metric.labels[at].0);
            sink.tell(member.place(&format!("label[{at}]")), message);
        }
    }
}
