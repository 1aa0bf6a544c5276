use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ProtobufView, TextFamily, Worlds};
use rustc_hash::FxHashSet;

rule! {
    /// A label stands once on a sample.
    ///
    /// The text format does not say so; every reader refuses the scrape, and OpenMetrics forbids it.
    "series/label-repeated": Interop, Error, ScrapeFails;
    cites PROMETHEUS_SERVER, "scrape loop";
    help "write each label once";
    bad "prometheus-text" r#"
orders_total{tier="gold",tier="silver"} 3
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" type: 1 metric { label { name: "shop" value: "a" } label { name: "shop" value: "b" } gauge { value: 3 } } }
"#;
    bad "prometheus-protobuf" r#"
family { name: "stock" type: 1 metric { label { name: "__name__" value: "x" } gauge { value: 3 } } }
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
    check Check::Protobuf(in_protobuf);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    for (shape, member) in family.written() {
        if let Some(label) = shape.repeated() {
            let message = format!("the label `{label}` stands twice on `{}`", shape.name);
            sink.tell(family.place(member), message);
        }
    }
}

fn in_protobuf(view: &ProtobufView<'_>, sink: &mut Sink<'_>) {
    for member in view.metrics() {
        let labels = &member.metric.labels;
        // The name of the family is a label, too.
        if let Some(at) = labels.iter().position(|(name, _)| name == "__name__") {
            let message = format!("the label `__name__` stands beside the name `{}`", member.family.name);
            sink.tell(member.place(&format!("label[{at}]")), message);
        }
        let mut known = FxHashSet::default();
        if let Some(at) = labels.iter().position(|(name, _)| !known.insert(&**name)) {
            let message = format!("the label `{}` stands twice on `{}`", labels[at].0, member.family.name);
            sink.tell(member.place(&format!("label[{at}]")), message);
        }
    }
}
