use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The value of an info metric is 1.
    "info/value-invalid": Must, Error, DataWrong;
    cites OPENMETRICS, "Info";
    help "write 1; what there is to say stands in the labels";
    bad "openmetrics-text" r#"
# TYPE build info
build_info{version="1.2"} 2
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE build info
build_info{version="1.2"} 1.0
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS.and(Worlds::OPENMETRICS_2), check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Info {
        return;
    }
    for member in &family.members {
        if let Some(value) = member.value().filter(|&value| value != 1.0) {
            sink.tell(family.place(member), format!("the info metric `{}` is {value}", member.sample.name()));
        }
    }
}
