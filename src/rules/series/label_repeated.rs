use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextView, Worlds};

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
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        for shape in &family.shapes {
            if let Some(label) = shape.repeated() {
                let message = format!("the label `{label}` stands twice on `{}`", shape.name);
                sink.tell(family.place(&family.members[shape.first as usize]), message);
            }
        }
    }
}
