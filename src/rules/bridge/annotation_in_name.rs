use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// What stands in braces in a unit is no part of a name.
    ///
    /// `{request}` annotates; the unit is 1.
    "bridge/annotation-in-name": Must, Error, DataWrong;
    cites COMPATIBILITY, "Metric Metadata";
    help "drop what stands in braces in a unit";
    bad "prometheus-text-1" r#"
{"calls_{request}_total",otel_scope_name="shop"} 1
"#;
    good "prometheus-text-1" r#"
{"calls.done_total",otel_scope_name="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if family.name.contains(['{', '}'])
        && let Some(line) = family.first_line()
    {
        sink.tell(
            Place::line(line).of(&*family.name),
            format!("`{}` has an annotation in its name", family.name),
        );
    }
}
