use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// A name of which nothing but underscores is left is no name.
    ///
    /// A translator drops the instrument; one that exposes it all the same folds everything that is called so into one family.
    "bridge/name-underscores-only": Interop, Error, DataWrong;
    cites OTLP_TRANSLATOR, "metric names";
    help "give the instrument a name with ASCII letters, or leave it out";
    bad "prometheus-text" r#"
# TYPE _ gauge
_ 1
"#;
    good "prometheus-text" r#"
# TYPE _a gauge
_a 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    let is_bare = |name: &str| !name.is_empty() && name.chars().all(|c| c == '_');
    let stem = family.name.strip_suffix("_total").unwrap_or(&family.name);
    if is_bare(stem)
        && let Some(line) = family.first_line()
    {
        sink.tell(
            Place::line(line).of(&*family.name),
            format!("nothing is left of the name but `{}`", family.name),
        );
    }
}
