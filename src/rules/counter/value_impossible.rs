use crate::model::{Kind, Number, Point};
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{FamilyView, Role, TextFamily, Worlds};

rule! {
    /// A counter is a number that is not negative.
    ///
    /// It begins at zero and only grows. No reader refuses another value; `rate` then answers with something, and after a NaN with nothing at all. A gauge that was declared as a counter is the usual source.
    "counter/value-impossible": Must, Error, DataWrong;
    cites PROMETHEUS_CLIENTS, "Counter";
    help "count upwards from zero; use a gauge for what can fall below it";
    bad "prometheus-text" r"
# TYPE orders_total counter
orders_total -1
";
    bad "prometheus-text" r"
# TYPE orders_total counter
orders_total NaN
";
    bad "openmetrics-text" r"
# TYPE orders counter
orders_total -1
# EOF
";
    bad "prometheus-protobuf" r#"
family { name: "orders_total" type: 0 metric { counter { value: -1 } } }
"#;
    good "prometheus-text" r"
# TYPE orders_total counter
orders_total 0
# TYPE balance gauge
balance -1
";
    good "openmetrics-text" r"
# TYPE orders counter
orders_total 3
# EOF
";
    good "prometheus-text" r"
# TYPE orders_total counter
orders_total +Inf
";
    check Check::TextFamily(Worlds::TEXTS, in_text);
    check Check::Family(Worlds::PROTOBUF, in_model);
}

fn in_text(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Counter {
        return;
    }
    for member in family.members.iter().filter(|member| matches!(member.role, Role::Bare | Role::Total)) {
        if let Some(value) = member.value().filter(|&value| is_impossible(value)) {
            sink.tell(family.place(member), format!("the counter `{}` is {value}", member.sample.name()));
        }
    }
}

fn in_model(view: &FamilyView<'_>, sink: &mut Sink<'_>) {
    if view.family.kind() != Kind::Counter {
        return;
    }
    for series in view.family.series() {
        let numbers = series.points().filter_map(Point::number);
        if let Some(value) = numbers.map(Number::as_f64).find(|&value| is_impossible(value)) {
            let place = Place::family(view.family.name()).series(series.labels());
            sink.tell(place, format!("the counter `{}` is {value}", view.family.name()));
        }
    }
}

fn is_impossible(value: f64) -> bool {
    value.is_nan() || value < 0.0
}
