use super::suffix_of_another_type;
use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, World, Worlds};

rule! {
    /// All lines of a family stand together.
    ///
    /// Prometheus does not refuse it, and classic histograms that a server converts to native ones are torn apart by it. Expositions of several workers that were joined look so, and registries that write metric by metric instead of family by family.
    "family/split": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Grouping and sorting";
    help "write all lines of a family one after the other";
    yields to "metadata/type-repeated" "metadata/help-repeated" "metadata/name-spelled-otherwise" "metadata/orphaned-samples" "openmetrics/text-after-eof" "openmetrics/counter-suffix-missing" "metadata/type-misspelled";
    bad "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
# TYPE stock gauge
stock 1
orders_total{tier="silver"} 2
"#;
    bad "prometheus-text" r"
# HELP orders_total Orders.
# TYPE stock gauge
stock 1
# TYPE orders_total counter
orders_total 2
";
    bad "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
stock 1
orders_total{tier="silver"} 2
# EOF
"#;
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3

# a comment
orders_total{tier="silver"} 2
"#;
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
# EOF
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    for family in &text.families {
        let Some(reopened) = &family.reopened else { continue };
        if is_part_astray(text, family) || text.is_mistyped(&family.name) {
            continue;
        }
        let message = format!("`{}` goes on here, after `{}` came in between", family.name, reopened.after);
        sink.tell(Place::line(reopened.line).of(&*family.name), message);
    }
}

/// Whether its samples are parts of metrics whose family says another type, or bears the name of its samples: that is the cause, and told.
fn is_part_astray(text: &TextView<'_>, family: &TextFamily<'_>) -> bool {
    let is_beside_total = || {
        let base = family.name.strip_suffix("_created").filter(|_| !family.is_described());
        let total = base.and_then(|base| text.named(&format!("{base}_total")));
        total.is_some_and(|total| total.kind == Kind::Counter && !total.types.is_empty())
    };
    let owner = |family| suffix_of_another_type::owner(text, family).map(|(owner, _)| &*owner.name);
    let is_apart = || {
        let between = family.reopened.as_ref().and_then(|reopened| text.named(&reopened.after));
        between.and_then(owner) == Some(&*family.name)
    };
    text.world != World::Text && (owner(family).is_some() || is_apart() || is_beside_total())
}
