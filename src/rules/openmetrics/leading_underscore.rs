use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Names of families and labels do not begin with an underscore.
    ///
    /// The specification keeps them for itself. Nobody refuses them, and what begins with a digit or another character that was escaped looks so; that is why it is a warning.
    "openmetrics/leading-underscore": Must, Warning, Style;
    cites OPENMETRICS, "Label; Name";
    help "begin the name with a letter";
    yields to "series/label-reserved";
    bad "openmetrics-text" r"
# TYPE _stock gauge
_stock 3
# EOF
";
    bad "openmetrics-text" r#"
# TYPE stock gauge
stock{_shop="a"} 3
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE stock gauge
stock{shop_="a"} 3
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.name.starts_with('_') {
        let place = Place { line: family.first_line(), ..Place::family(&*family.name) };
        sink.tell(place, format!("`{}` begins with an underscore", family.name));
    }
    for (shape, member) in family.written() {
        if let Some(name) = shape.labels.iter().find(|name| name.starts_with('_')) {
            sink.tell(family.place(member), format!("the label `{name}` begins with an underscore"));
            return;
        }
    }
}
