use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A family has one TYPE line.
    ///
    /// Prometheus takes the last one without a word; promtool, the Pushgateway and everything else that reads with expfmt refuse the text. It comes from bridges that write a family once for each scope, and from expositions that were joined.
    "metadata/type-repeated": Must, Error, DataWrong;
    cites PROMETHEUS_TEXT, "Comments, help text, and type information";
    help "write one TYPE line for a family, before its samples";
    bad "prometheus-text" r"
# TYPE orders_total counter
# TYPE orders_total counter
orders_total 3
";
    bad "openmetrics-text" r"
# TYPE orders info
# TYPE orders counter
# EOF
";
    good "prometheus-text" r#"
# TYPE orders_total counter
orders_total{tier="gold"} 3
"#;
    good "openmetrics-text" r#"
# TYPE orders counter
orders_total{tier="gold"} 3
# EOF
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.is_go_memory_pair() {
        return;
    }
    for repeated in family.types.iter().skip(1) {
        let place = Place::line(repeated.line).of(&*family.name);
        let first = &family.types[0];
        sink.tell(
            place,
            format!("`{}` has a type already, `{}` in line {}", family.name, first.text, first.line),
        );
    }
}
