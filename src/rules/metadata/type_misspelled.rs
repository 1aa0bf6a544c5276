use crate::rules::check::Check;
use crate::rules::finding::Place;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, TextView, Worlds};
use rustc_hash::FxHashMap;

rule! {
    /// Type and help text that stand together name one family.
    ///
    /// Each reader takes the two lines as they are: the samples have a help text and no type, and the type is that of a name without samples. A name that is typed by hand in both lines is the usual source.
    "metadata/type-misspelled": Interop, Warning, DataWrong;
    cites EXPERIENCE, "names that were typed twice";
    help "spell the name in TYPE as in HELP and in the samples";
    bad "prometheus-text" r"
# HELP dnsdist_server_tlsresumptions_total The number of times a TLS session has been resumed
# TYPE dnsdist_server_tlsersumptions_total counter
dnsdist_server_tlsresumptions_total 0
";
    good "prometheus-text" r"
# HELP dnsdist_server_tlsresumptions_total The number of times a TLS session has been resumed
# TYPE dnsdist_server_tlsresumptions_total counter
dnsdist_server_tlsresumptions_total 0
";
    good "prometheus-text" r"
# HELP stock Items.
stock 3
# TYPE never_used gauge
";
    check Check::Text(Worlds::TEXTS, check);
}

fn check(text: &TextView<'_>, sink: &mut Sink<'_>) {
    // Of two lines each has what the other lacks.
    let has_type_only = |family: &&TextFamily<'_>| family.members.is_empty() && family.helps.is_empty();
    let alone = text.families.iter().filter(has_type_only);
    let by_line: FxHashMap<usize, &TextFamily<'_>> =
        alone.filter_map(|family| Some((family.types.first()?.line, family))).collect();
    if by_line.is_empty() {
        return;
    }
    let untyped = text.families.iter().filter(|family| family.types.is_empty() && !family.members.is_empty());
    for (family, help) in untyped.filter_map(|family| Some((family, family.helps.first()?))) {
        if let Some(typed) = by_line.get(&(help.line + 1)) {
            let message = format!(
                "the type is said of `{}`, which has no samples, and the help text before it of `{}`",
                typed.name, family.name
            );
            sink.tell(Place::line(help.line + 1).of(&*family.name), message);
        }
    }
}
