use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{ReadingView, TextFamily, Worlds};
use crate::rules::vocabulary::is_camel_case;

rule! {
    /// Labels are written in snake_case.
    ///
    /// Nobody remembers where the capitals are, and a query with the wrong ones finds nothing.
    "label/camel-case": Advice, Info, Style;
    cites PROMETHEUS_EXPORTERS, "Labels";
    help "write words in lower case with `_` between them";
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{customerTier="gold"} 3
"#;
    good "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{customer_tier="gold"} 3
"#;
    check Check::TextFamily(Worlds::TEXTS, check_text);
    check Check::Reading(Worlds::PROTOBUF, check_model);
}

fn check_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let mut told: Option<&str> = None;
    for shape in &family.shapes {
        let found = shape.labels.iter().find(|label| is_camel_case(label));
        if let Some(label) = found.filter(|label| told != Some(label)) {
            told = Some(label);
            let message = format!("the label `{label}` is written in camelCase");
            sink.tell(family.place(&family.members[shape.first as usize]), message);
        }
    }
}

fn check_model(view: &ReadingView<'_>, sink: &mut Sink<'_>) {
    for (family, column) in view.census().columns().filter(|(_, column)| is_camel_case(column.key)) {
        sink.tell(Place::family(family.name()), format!("the label `{}` is written in camelCase", column.key));
    }
}
