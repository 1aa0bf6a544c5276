use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// All lines of a family stand together.
    ///
    /// Prometheus does not refuse it, and classic histograms that a server converts to native ones are torn apart by it. Expositions of several workers that were joined look so, and registries that write metric by metric instead of family by family.
    "family/split": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Grouping and sorting";
    help "write all lines of a family one after the other";
    yields to "metadata/type-repeated" "metadata/help-repeated" "metadata/type-misspelled";
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
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if let Some(reopened) = &family.reopened {
        let message = format!("`{}` goes on here, after `{}` came in between", family.name, reopened.after);
        sink.tell(Place::line(reopened.line).of(&*family.name), message);
    }
}
