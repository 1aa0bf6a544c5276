use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, TextFamily, Worlds};

rule! {
    /// Names use letters, digits, `_` and, for recording rules, `:`.
    ///
    /// Prometheus 3 takes any UTF-8, at a price: such names are quoted in every query, and anything older reads them in an escaped spelling. Deliberate where OpenTelemetry's names are kept.
    "name/outside-legacy": Advice, Info, Style;
    cites PROMETHEUS_DATA_MODEL, "Metric names and labels";
    help "write `_` for what is no letter or digit, unless dots are wanted";
    bad "prometheus-text-1" r#"
# HELP "shop.orders" Orders.
# TYPE "shop.orders" gauge
{"shop.orders",tier="gold"} 3
"#;
    good "prometheus-text-1" r#"
# HELP shop_orders Orders.
# TYPE shop_orders gauge
shop_orders{tier="gold"} 3
"#;
    check Check::Family(Worlds::EXPOSITIONS, check_name);
    check Check::TextFamily(Worlds::TEXTS, check_labels);
}

fn is_legacy(name: &str, more: char) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == more)
}

fn check_name(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    let name = view.family.name();
    if !is_legacy(name, ':') {
        sink.tell(Place::family(name), format!("`{name}` has to be quoted in queries"));
    }
}

fn check_labels(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let mut told: Option<&str> = None;
    for shape in &family.shapes {
        let found = shape.labels.iter().find(|label| !is_legacy(label, '_'));
        if let Some(label) = found.filter(|label| told != Some(label)) {
            told = Some(label);
            let message = format!("the label `{label}` has to be quoted in queries");
            sink.tell(family.place(&family.members[shape.first as usize]), message);
        }
    }
}
