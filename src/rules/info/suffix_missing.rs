use crate::model::Kind;
use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Role, TextFamily, Worlds};

rule! {
    /// The samples of an info metric end in `_info`, and the name of the family does not.
    ///
    /// Prometheus takes the bare name; other readers see two families of one name and refuse the scrape.
    "info/suffix-missing": Must, Error, DataWrong;
    cites OPENMETRICS, "Info, text format";
    help "name the family without `_info` and its samples with it";
    bad "openmetrics-text" r#"
# TYPE build info
build{version="1.2"} 1
# EOF
"#;
    bad "openmetrics-text" r#"
# TYPE build_info info
build_info{version="1.2"} 1
# EOF
"#;
    good "openmetrics-text" r#"
# TYPE build info
build_info{version="1.2"} 1
# EOF
"#;
    check Check::TextFamily(Worlds::OPENMETRICS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.kind != Kind::Info {
        return;
    }
    for (shape, member) in family.written().filter(|(_, member)| member.role != Role::Info) {
        sink.tell(
            family.place(member),
            format!("`{}` is a sample of an info metric and does not end in `_info`", shape.name),
        );
    }
}
