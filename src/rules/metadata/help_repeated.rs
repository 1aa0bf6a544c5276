use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A family has one HELP line.
    ///
    /// Prometheus takes the last one; readers built on expfmt refuse the text.
    "metadata/help-repeated": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "write one HELP line for a family, before its samples";
    yields to "metadata/type-repeated";
    bad "prometheus-text" r"
# HELP orders_total Orders.
# HELP orders_total All orders.
orders_total 3
";
    bad "openmetrics-text" r"
# HELP orders Orders.
# HELP orders Orders.
# EOF
";
    good "prometheus-text" r#"
# HELP orders_total Orders.
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.is_go_memory_pair() {
        return;
    }
    for repeated in family.helps.iter().skip(1) {
        let place = Place::line(repeated.line).of(&*family.name);
        sink.tell(
            place,
            format!("`{}` has a help text already, in line {}", family.name, family.helps[0].line),
        );
    }
}
