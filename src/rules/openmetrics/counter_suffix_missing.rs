use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// The samples of a counter end in `_total` and `_created`, and the name of the family in neither.
    ///
    /// Where the TYPE line says `orders_total` as in a Prometheus text, the sample would have to be `orders_total_total`. Prometheus takes it; other readers see two families of one name and refuse the scrape.
    "openmetrics/counter-suffix-missing": Must, Error, DataWrong;
    cites OPENMETRICS, "Counter, text format";
    help "name the family without `_total` and its samples with it";
    bad "openmetrics-text" r"
# TYPE orders_total counter
orders_total 3
# EOF
";
    bad "openmetrics-text" r#"
# TYPE orders counter
orders{tier="gold"} 3
# EOF
"#;
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
# EOF
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
orders_created 1700000000.5
# EOF
";
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Counter {
        return;
    }
    for (shape, member) in family.written().filter(|(_, member)| member.role == Role::Bare) {
        sink.tell(
            family.place(member),
            format!("`{}` is a sample of a counter and does not end in `_total`", shape.name),
        );
    }
}
