use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// Info metrics and state sets have no unit.
    "unit/not-allowed": Must, Error, DataWrong;
    cites OPENMETRICS, "Info; StateSet";
    help "leave the UNIT line out";
    bad "openmetrics-text" r#"
# TYPE build_seconds info
# UNIT build_seconds seconds
build_seconds_info{version="1"} 1
# EOF
"#;
    bad "openmetrics-text" r"
# TYPE x_u stateset
# UNIT x_u u
# EOF
";
    good "openmetrics-text" r#"
# TYPE build info
# UNIT build 
build_info{version="1"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(family.kind, Kind::Info | Kind::StateSet) {
        return;
    }
    for described in family.units.iter().filter(|described| !described.text.is_empty()) {
        let place = Place::line(described.line).of(&*family.name);
        sink.tell(place, format!("`{}` has the unit `{}`", family.name, described.text));
    }
}
